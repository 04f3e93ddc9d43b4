using Crossbar.Compiler.Scheduling;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>A max or average pooling.</summary>
/// <inheritdoc cref="RtlLayer(string, int, FixedPointLayer, ImmutableArray{RtlStream}, ImmutableArray{TensorShape})"/>
internal sealed class PoolRtl(string top, int index, FixedPointLayer planned, ImmutableArray<RtlStream> inputs, ImmutableArray<TensorShape> inputShapes)
    : RtlLayer(top, index, planned, inputs, inputShapes)
{
    private WindowGeometry Window => Planned is FixedPointMean mean ? mean.Window : ((MaxPool)Planned.Layer).Window;

    /// <inheritdoc/>
    protected override string Purpose => Planned is FixedPointMean ? "average pooling." : "max pooling.";

    /// <inheritdoc/>
    protected override void Write(ModuleText text)
    {
        var (channels, bits) = (Inputs[0].Elements, Inputs[0].Bits);
        text.Lines("");
        if (Stage is CollectStage)
        {
            var whole = (FixedPointMean)Planned;
            text.Stage(
                "global_mean",
                "mean",
                [
                    ("CHANNELS", channels), ("BITS", bits), ("PIXELS", Inputs[0].Beats), ("OUTPUT_BITS", Output.Bits), ("SHIFT", whole.Shift),
                    ("MULTIPLIER", whole.Multipliers[0]), ("MULTIPLIER_BITS", MultiplierBits(whole)), ("MINIMUM", whole.Output.Minimum), ("MAXIMUM", whole.Output.Maximum),
                ],
                "s",
                "m");
            return;
        }

        // Padding never wins, and adds nothing.
        var padding = Planned is FixedPointMean ? 0 : -(1L << (bits - 1));
        text.Stream("windows", channels * Window.Taps * bits);
        Windows(text, "line_buffers", ((PoolStage)Stage).Walk, channels, bits, padding, "s", "windows");
        text.Stream("values", Output.Width);
        if (Planned is FixedPointMean mean)
            WriteMean(text, mean, channels, bits);
        else
            text.Instance("max_select", "maximum", [("CHANNELS", channels), ("BITS", bits), ("TAPS", Window.Taps)], ("s_tdata", "windows_tdata"), ("m_tdata", "values_tdata"));
        text.Handshake("windows", "values").Stage("stream_register", "value_register", [("BITS", Output.Width)], "values", "m");
    }

    private void WriteMean(ModuleText text, FixedPointMean mean, int channels, int bits)
    {
        var multiplierBits = MultiplierBits(mean);
        text.Comment("The reciprocal of the number of pixels that count at each position.").Table("RECIPROCALS", multiplierBits, mean.Multipliers).Lines(string.Create(
            CultureInfo.InvariantCulture, $"logic [{multiplierBits - 1}:0] reciprocal;")).Instance(
            "position_table",
            "reciprocals",
            [("POSITIONS", mean.Multipliers.Length), ("BITS", multiplierBits), ("TABLE", "RECIPROCALS")],
            ("clk", "clk"),
            ("rst", "rst"),
            ("step", "windows_tvalid && windows_tready"),
            ("element", "reciprocal")).Instance(
            "window_mean",
            "mean",
            [
                ("CHANNELS", channels), ("BITS", bits), ("TAPS", Window.Taps), ("OUTPUT_BITS", Output.Bits), ("SHIFT", mean.Shift), ("MULTIPLIER_BITS", multiplierBits),
                ("MINIMUM", mean.Output.Minimum), ("MAXIMUM", mean.Output.Maximum),
            ],
            ("s_tdata", "windows_tdata"),
            ("multiplier", "reciprocal"),
            ("m_tdata", "values_tdata"));
    }

    private static int MultiplierBits(FixedPointMean mean) => FixedPointFormat.UnsignedBitsOf(mean.Multipliers.Max());
}
