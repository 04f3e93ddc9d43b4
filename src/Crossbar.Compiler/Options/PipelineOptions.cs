namespace Crossbar.Compiler.Options;

/// <summary>How the chip works through images: its clock, what shares an ADC, and how many copies slow layers have.</summary>
public sealed record PipelineOptions
{
    /// <summary>The greatest clock that is taken, in hertz.</summary>
    internal const double MaxClockFrequency = 1e12;

    /// <summary>Clock of the digital half, in hertz; the paper's arrays run at 100 MHz (section 3.1).</summary>
    public double ClockFrequency { get; init; } = 100e6;

    /// <summary>Columns that share an ADC; 0 for as many as one converts during a read.</summary>
    public int ColumnsPerAdc { get; init; }

    /// <summary>Arrays that the chip has, for copies of those that hold it up; 0 for one of each.</summary>
    public int MaxArrays { get; init; }

    /// <summary>Images per second that arrays are copied for; null for one of each, or for as many as <see cref="MaxArrays"/> allows.</summary>
    public double? TargetRate { get; init; }
}
