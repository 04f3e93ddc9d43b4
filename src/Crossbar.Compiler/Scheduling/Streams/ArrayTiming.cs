namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>How long arrays take, in cycles: the parameters of the hardware's <c>crossbar_array</c> (docs/rtl.md).</summary>
/// <param name="Latency">ARRAY_LATENCY: from a read to its codes, with an ADC for each column.</param>
/// <param name="Interval">ARRAY_INTERVAL: from one read to the next one, with an ADC for each column.</param>
/// <param name="AdcCycles">ADC_CYCLES: in which an ADC converts the columns that share it.</param>
public sealed record ArrayTiming(int Latency, int Interval, int AdcCycles)
{
    /// <summary>A read per cycle.</summary>
    public static ArrayTiming Fastest { get; } = new(1, 1, 1);

    /// <summary>Cycles from one read of an array to the next one: while the ADCs convert what was sampled, the array is read again.</summary>
    public int Period => Math.Max(Interval, AdcCycles);

    /// <summary>Cycles from a read to its codes.</summary>
    public int Delay => Latency + AdcCycles - 1;

    /// <summary>Places for the codes of reads that are on their way, and of one that waits at the output.</summary>
    /// <param name="copies">Copies of the array that take turns.</param>
    internal int PlacesOf(int copies) => (copies * ((Delay + Period - 1) / Period)) + 1;
}
