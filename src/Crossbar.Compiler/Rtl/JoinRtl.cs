using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>A sum of two values, or a concatenation of several along the channels.</summary>
/// <inheritdoc cref="RtlLayer(string, int, FixedPointLayer, ImmutableArray{RtlStream}, ImmutableArray{TensorShape})"/>
internal sealed class JoinRtl(string top, int index, FixedPointLayer planned, ImmutableArray<RtlStream> inputs, ImmutableArray<TensorShape> inputShapes)
    : RtlLayer(top, index, planned, inputs, inputShapes)
{
    /// <inheritdoc/>
    protected override string Purpose => Planned is FixedPointSum ? "a sum." : "a concatenation along the channels.";

    /// <inheritdoc/>
    protected override void Write(ModuleText text)
    {
        string Signals(string signal) => $"{{{string.Join(", ", Enumerable.Range(0, Inputs.Length).Reverse().Select(k => $"{PortOf(k)}_{signal}"))}}}";
        text.Comment("A beat of each.").Stream("values", Output.Width).Instance(
            "stream_join",
            "join_inputs",
            [("INPUTS", Inputs.Length)],
            ("s_tvalid", Signals("tvalid")),
            ("s_tready", Signals("tready")),
            ("m_tvalid", "values_tvalid"),
            ("m_tready", "values_tready"));
        if (Planned is FixedPointSum sum)
        {
            text.Instance(
                "residual_adder",
                "adder",
                [
                    ("CHANNELS", Output.Elements), ("A_BITS", Inputs[0].Bits), ("A_SHIFT", sum.SumFractionBits - sum.Inputs[0].FractionBits), ("B_BITS", Inputs[1].Bits),
                    ("B_SHIFT", sum.SumFractionBits - sum.Inputs[1].FractionBits), ("SHIFT", sum.Shift), ("OUTPUT_BITS", Output.Bits), ("MINIMUM", sum.Output.Minimum),
                    ("MAXIMUM", sum.Output.Maximum),
                ],
                ("a_tdata", "s0_tdata"),
                ("b_tdata", "s1_tdata"),
                ("m_tdata", "values_tdata"));
        }
        else
        {
            var place = 0;
            for (var k = 0; k < Inputs.Length; k++)
            {
                var width = Inputs[k].Elements * Output.Bits;
                text.Instance(
                    "align",
                    string.Create(CultureInfo.InvariantCulture, $"align{k}"),
                    [
                        ("CHANNELS", Inputs[k].Elements), ("INPUT_BITS", Inputs[k].Bits), ("OUTPUT_BITS", Output.Bits),
                        ("SHIFT", Planned.Output.FractionBits - Planned.Inputs[k].FractionBits),
                    ],
                    ("s_tdata", PortOf(k) + "_tdata"),
                    ("m_tdata", string.Create(CultureInfo.InvariantCulture, $"values_tdata[{place} +: {width}]")));
                place += width;
            }
        }

        text.Stage("stream_register", "value_register", [("BITS", Output.Width)], "values", "m");
    }
}
