namespace Crossbar.Compiler.Options;

/// <summary>How many columns of an array share an ADC, and how many cycles of the clock a read takes.</summary>
internal static class AdcSharing
{
    // What is a whole number of cycles or columns stays one in floating point.
    private const double Slack = 1e-9;

    private const int MostColumns = 1 << 20;

    /// <summary>Cycles of a read.</summary>
    /// <param name="options">Duration of a read, and the clock.</param>
    public static int ReadCycles(CompilerOptions options) => Cycles(options.Hardware.ReadTime * options.Pipeline.ClockFrequency);

    /// <summary>Neighbouring columns that share an ADC, at most: those that are asked for, or as many as one converts during a read. A neuron has a column of its own.</summary>
    /// <param name="options">Columns, rate of the ADCs, duration of a read.</param>
    public static int ColumnsOf(CompilerOptions options) => options.Converters.InputEncoding == InputEncoding.Spikes ? 1
        : options.Pipeline.ColumnsPerAdc is > 0 and var given ? given
        : (int)Math.Clamp(Math.Floor((options.Hardware.Components.Definition.AdcRate * ReadCycles(options) / options.Pipeline.ClockFrequency) + Slack), 1, MostColumns);

    /// <summary>Cycles in which an ADC converts some columns.</summary>
    /// <param name="options">Rate of the ADCs, and the clock.</param>
    /// <param name="columns">How many columns.</param>
    public static int ConversionCycles(CompilerOptions options, int columns) => Cycles(columns * options.Pipeline.ClockFrequency / options.Hardware.Components.Definition.AdcRate);

    private static int Cycles(double cycles) => (int)Math.Clamp(Math.Ceiling(cycles - Slack), 1, int.MaxValue / 4);
}
