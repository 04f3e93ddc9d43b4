using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Rtl;

/// <summary>The parameters of modules with arrays in them: how long a read takes, and how many copies of each layer's arrays there are.</summary>
internal static class ArrayParameters
{
    /// <summary>Names of those that all layers share.</summary>
    public static ImmutableArray<string> Shared { get; } = ["ARRAY_LATENCY", "ARRAY_INTERVAL", "ADC_CYCLES"];

    /// <summary>Declares those that all layers share.</summary>
    /// <param name="timing">Their values, unless others are given.</param>
    public static IEnumerable<string> Of(ArrayTiming timing) => Shared.Zip([timing.Latency, timing.Interval, timing.AdcCycles], Copies);

    /// <summary>Declares how many copies a layer's arrays have, or another number.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="copies">Its value, unless another is given.</param>
    public static string Copies(string name, int copies) => string.Create(CultureInfo.InvariantCulture, $"parameter int {name,-14} = {copies}");

    /// <summary>All parameters of a chip.</summary>
    /// <param name="design">The chip.</param>
    public static string[] Of(RtlDesign design) =>
        [.. Of(design.Plan.Timing), .. design.Layers.Select((layer, k) => (layer, k)).Where(pair => pair.layer is CrossbarRtl).Select(pair => Copies(NameOf(pair.layer), design.Plan.Copies[pair.k]))];

    /// <summary>Name of the chip's parameter for the copies of a layer's arrays.</summary>
    /// <param name="layer">The layer.</param>
    public static string NameOf(RtlLayer layer) => layer.Name.ToUpperInvariant() + "_COPIES";
}
