using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>All pixels of an image become one beat, as a dense layer wants them.</summary>
/// <inheritdoc cref="RtlLayer(string, int, FixedPointLayer, ImmutableArray{RtlStream}, ImmutableArray{TensorShape})"/>
internal sealed class FlattenRtl(string top, int index, FixedPointLayer planned, ImmutableArray<RtlStream> inputs, ImmutableArray<TensorShape> inputShapes)
    : RtlLayer(top, index, planned, inputs, inputShapes)
{
    /// <inheritdoc/>
    protected override string Purpose => "a whole image in one beat.";

    /// <inheritdoc/>
    protected override void Write(ModuleText text) => text.Lines("").Stage(
        "flatten", "collect", [("CHANNELS", Inputs[0].Elements), ("BITS", Inputs[0].Bits), ("PIXELS", Inputs[0].Beats)], "s", "m");
}
