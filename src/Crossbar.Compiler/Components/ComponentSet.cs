namespace Crossbar.Compiler.Components;

/// <summary>What the parts of a chip take beside what circuits tell: the energy of a use and the area of each, as a publication has them.</summary>
public sealed record ComponentSet
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a line.</summary>
    public string Summary { get; init; } = "";

    /// <summary>Where the figures are from, one line per source.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>Duration of a read for which powers are told, in second: an ADC then converts the currents of all its columns.</summary>
    public required double Cycle { get; init; }

    /// <summary>Power of a cell while it is read, in watt, where no circuit tells it.</summary>
    public required double CellPower { get; init; }

    /// <summary>Area of a cell, in m².</summary>
    public required double CellArea { get; init; }

    /// <summary>A row's driver, or DAC.</summary>
    public required ConverterFigures RowDriver { get; init; }

    /// <summary>An ADC.</summary>
    public required ConverterFigures Adc { get; init; }

    /// <summary>Conversions per second of an ADC.</summary>
    public required double AdcRate { get; init; }

    /// <summary>How many columns share an ADC.</summary>
    public required int ColumnsPerAdc { get; init; }

    /// <summary>What holds a column's current until an ADC has converted it; null where there is no figure.</summary>
    public PartFigures? SampleHold { get; init; }

    /// <summary>The digital half; null where there are no figures.</summary>
    public DigitalFigures? Digital { get; init; }
}
