using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>A layer that makes each beat of one of its input: limits, scales, tables, and what only changes shape.</summary>
/// <inheritdoc cref="RtlLayer(string, int, FixedPointLayer, ImmutableArray{RtlStream}, ImmutableArray{TensorShape})"/>
internal sealed class ElementwiseRtl(string top, int index, FixedPointLayer planned, ImmutableArray<RtlStream> inputs, ImmutableArray<TensorShape> inputShapes)
    : RtlLayer(top, index, planned, inputs, inputShapes)
{
    private bool IsRegistered => Stage.IsClocked;

    /// <inheritdoc/>
    protected override string Purpose => Planned switch
    {
        SaturatedValues => "ReLU or Clip: values are limited.",
        FixedPointScaleShift => "a factor and a summand per channel.",
        FixedPointTable => "straight lines between tabulated points.",
        _ => "the same numbers under another shape.",
    };

    /// <inheritdoc/>
    public override IEnumerable<(string Path, string Text)> Memories() => Planned is FixedPointTable table
        ? [(TableFile, string.Concat(table.Points.Select(point => ((uint)point & (uint)((1UL << Output.Bits) - 1)).ToString("x", CultureInfo.InvariantCulture) + "\n")))]
        : [];

    private string TableFile => $"memory/{Name}.hex";

    /// <inheritdoc/>
    protected override void Write(ModuleText text)
    {
        text.Lines("");
        if (Planned is UnchangedValues)
        {
            text.Lines("assign m_tdata = s_tdata;").Handshake("s", "m");
            return;
        }

        var to = IsRegistered ? "values" : "m";
        if (IsRegistered)
            text.Stream(to, Output.Width);
        var (channels, input) = (Output.Elements, Inputs[0].Bits);
        (string, object)[] limits = [("OUTPUT_BITS", Output.Bits), ("MINIMUM", Planned.Output.Minimum), ("MAXIMUM", Planned.Output.Maximum)];
        (string, string)[] ports = [("s_tdata", "s_tdata"), ("m_tdata", to + "_tdata")];
        switch (Planned)
        {
            case FixedPointScaleShift scale:
                var (multiplierBits, offsetBits) = (Bits(scale.Multipliers), Bits(scale.Offsets));
                text.Table("MULTIPLIERS", multiplierBits, scale.Multipliers).Table("OFFSETS", offsetBits, scale.Offsets).Instance(
                    "scale_shift",
                    "scale",
                    [
                        ("CHANNELS", channels), ("INPUT_BITS", input), ("MULTIPLIER_BITS", multiplierBits), ("OFFSET_BITS", offsetBits), ("SHIFT", scale.Shift), .. limits,
                        ("MULTIPLIERS", "MULTIPLIERS"), ("OFFSETS", "OFFSETS"),
                    ],
                    ports);
                break;
            case FixedPointTable table:
                text.Instance(
                    "lookup_table",
                    "table_of_points",
                    [
                        ("CHANNELS", channels), ("INPUT_BITS", input), ("FIRST", table.First), ("SHIFT", table.Shift), ("SEGMENTS", table.Points.Length - 1),
                        ("OUTPUT_BITS", Output.Bits), ("FILE", $"\"{TableFile}\""),
                    ],
                    ports);
                break;
            default:
                text.Instance("clamp", "limit", [("CHANNELS", channels), ("INPUT_BITS", input), .. limits], ports);
                break;
        }

        text.Handshake("s", to);
        if (IsRegistered)
            text.Stage("stream_register", "value_register", [("BITS", Output.Width)], to, "m");
    }

    private static int Bits(ImmutableArray<long> values) => FixedPointFormat.BitsOf(values.Min(), values.Max());
}
