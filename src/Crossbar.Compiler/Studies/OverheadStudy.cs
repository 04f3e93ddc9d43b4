using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies;

/// <summary>Dense against Toeplitz mapping (the paper's table 2) for every layer of a network.</summary>
/// <param name="Rows">Two rows per layer; with spikes only those of dense mapping, for neurons count what comes out of each column and Toeplitz mapping subtracts before.</param>
/// <param name="Iterations">Array reads per image with dense mapping, all layers one after the other.</param>
/// <param name="CriticalIterations">The same along the longest path: branches run beside each other.</param>
/// <param name="CountsSpikes">Whether columns have neurons in the place of ADCs.</param>
public sealed record OverheadStudy(ImmutableArray<OverheadRow> Rows, int Iterations, int CriticalIterations, bool CountsSpikes)
{
    /// <summary>How its table is made: a single item.</summary>
    public static StudyKind<OverheadStudy, OverheadRow> Kind { get; } = new("overhead", results => results.SelectMany(study => study.Rows))
    {
        Note = results => FormattableString.Invariant($"{results[0].Iterations} iterations per image with dense mapping, {results[0].CriticalIterations} along the longest path.")
            + (results[0].CountsSpikes ? " Neurons have no figure and are not counted; Toeplitz mapping does not go with spikes." : ""),
    };

    /// <summary>The study as work.</summary>
    /// <inheritdoc cref="Of"/>
    public static StudyPlan<OverheadStudy, OverheadRow> Plan(NetworkDesign software, CompilerOptions options) =>
        new(Kind, [new("all layers", _ => Of(software, options))]);

    /// <summary>Studies a network.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="options">Resolution of the converters, how they tell an activation, how many cells hold a weight, power and area of the parts.</param>
    public static OverheadStudy Of(NetworkDesign software, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var countsSpikes = options.Converters.InputEncoding == InputEncoding.Spikes;
        var rows = ImmutableArray.CreateBuilder<OverheadRow>();
        // Of each value of the network: reads along the longest path to it.
        var path = new int[software.Layers.Length + 1];
        var iterations = 0;
        for (var k = 0; k < software.Layers.Length; k++)
        {
            path[k + 1] = software.Layers[k].Inputs.Max(input => path[input]);
            if (software.Layers[k] is not Convolution layer)
                continue;
            var pulses = options.ToHardware().PulsesOf(options.Converters.DacBits);
            var positions = pulses * (layer.OutputShape.Length / layer.Outputs);
            iterations += positions;
            path[k + 1] += positions;
            var input = software.ShapeOf(layer.Inputs[0]);
            var driverBits = options.ToHardware().DriverBitsOf(Known(options.Converters.DacBits));
            rows.Add(Row(layer, "Dense", layer.KernelLength, options.Mapping.SlicesOf(false) * (layer.Outputs / layer.Groups), positions, driverBits, !countsSpikes, options));
            if (countsSpikes)
                continue;
            rows.Add(Row(layer, "Toeplitz", input.Length / layer.Groups, options.Mapping.SlicesOf(true) * (layer.OutputShape.Length / layer.Groups), pulses, driverBits, true, options));
        }

        return new OverheadStudy(rows.ToImmutable(), iterations, path[^1], countsSpikes);
    }

    private static OverheadRow Row(Convolution layer, string mapping, long rows, long columns, int iterations, int driverBits, bool hasAdcs, CompilerOptions options)
    {
        var parts = options.Hardware.Components.Definition;
        var adcBits = Known(options.Converters.AdcBits);
        var devices = rows * columns * layer.Groups;
        var dacs = rows * layer.Groups;
        var adcs = !hasAdcs ? 0 : (columns + parts.ColumnsPerAdc - 1) / parts.ColumnsPerAdc * layer.Groups;
        return new OverheadRow(
            layer.Name, mapping, rows, columns, layer.Groups, devices, dacs, adcs, iterations,
            (devices * parts.CellPower) + (((dacs * parts.RowDriver.Energy.At(driverBits)) + (adcs * parts.ColumnsPerAdc * parts.Adc.Energy.At(adcBits))) / parts.Cycle),
            1e6 * ((devices * parts.CellArea) + (dacs * parts.RowDriver.Area.At(driverBits)) + (adcs * parts.Adc.Area.At(adcBits))));
    }

    // An ideal converter has no figure: one of ISAAC's resolution stands for it.
    private static int Known(int bits) => bits == 0 ? 8 : bits;
}
