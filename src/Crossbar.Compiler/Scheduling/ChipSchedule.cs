using System.Text.Json.Serialization;

namespace Crossbar.Compiler.Scheduling;

/// <summary>When a chip does what, its layers as a pipeline, cycle by cycle as the hardware of docs/rtl.md.</summary>
/// <param name="Clock">Clock, in hertz.</param>
/// <param name="Plan">How its arrays are read.</param>
/// <param name="LatencyCycles">Cycles from an image's first pixel to its last score, with nothing before it.</param>
/// <param name="IntervalCycles">Cycles from one image's scores to the next one's in the mean, images following each other without a gap.</param>
/// <param name="Assumed">Layers for which there is no hardware: each is taken for a buffer of whole images, or for something as fast as a sum.</param>
/// <param name="Layers">The layers on crossbars; a part of each layer's own account.</param>
public sealed record ChipSchedule(double Clock, ArrayPlan Plan, long LatencyCycles, double IntervalCycles, ImmutableArray<string> Assumed, [property: JsonIgnore] ImmutableArray<LayerSchedule> Layers)
{
    /// <summary>From an image's first pixel to its last score, in second.</summary>
    public double Latency => LatencyCycles / Clock;

    /// <summary>Images per second.</summary>
    public double Rate => Clock / IntervalCycles;

    /// <summary>Follows images through a network.</summary>
    /// <param name="design">The network on crossbars.</param>
    /// <param name="options">Clock, duration of a read, ADCs, copies.</param>
    /// <exception cref="CompilationException">The chip has fewer arrays than the network needs (CBX0112).</exception>
    public static ChipSchedule Of(NetworkDesign design, CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(options);
        var plan = ArrayPlan.Of(design, options);
        var pipeline = LayerPipeline.Of(design);
        var (latency, interval) = pipeline.PaceOf(plan.Timing, plan.Copies);
        var pace = new StagePace(pipeline, plan.Timing);
        var layers = ImmutableArray.CreateBuilder<LayerSchedule>();
        for (var k = 0; k < pipeline.Stages.Length; k++)
        {
            if (design.Layers[k] is not CrossbarConvolution crossbars)
                continue;
            layers.Add(new LayerSchedule(
                crossbars.Name, crossbars.Tiles.Sum(tile => tile.Layout.ArrayCount), plan.Copies[k], crossbars.Reads, pace.Of(k, plan.Copies[k]),
                (double)crossbars.Reads * plan.Timing.Interval / plan.Copies[k] / interval));
        }

        return new ChipSchedule(
            options.Pipeline.ClockFrequency, plan, latency, interval, [.. pipeline.Stages.Select((stage, k) => (stage, design.Layers[k].Name)).Where(pair => pair.stage is { HasHardware: false }).Select(pair => pair.Name)], layers.ToImmutable());
    }
}
