using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Netlists.Layers;

/// <summary>
/// An ADC as it was built (docs/converters.md), as behavioural sources: from the highest bit on, a node per bit that is 1 V where the bit is kept. A counter of
/// spikes has a threshold and an offset alone.
/// </summary>
/// <param name="drawn">The converter.</param>
/// <param name="code">The node that has the code.</param>
/// <param name="place">Where the current lies among the codes as designed, as an expression.</param>
internal sealed class AsBuiltAdc(DrawnConverter drawn, Name code, string place)
{
    /// <summary>The ADC with successive approximation.</summary>
    public IEnumerable<Element> Elements()
    {
        var input = Node("in");
        yield return Source(input, $"{Corrected()}+0.5");
        var bits = drawn.Weights.Length;
        var (even, odd) = drawn.BowFactors;
        for (var bit = bits - 1; bit >= 0; bit--)
        {
            var (kept, share) = (Number(drawn.Weights[bit]), Number((1 << bit) / (double)drawn.MaxCode));
            for (var higher = bits - 1; higher > bit; higher--)
            {
                kept += $"+({Number(drawn.Weights[higher])})*V({Node("bit", higher)})";
                share += $"+{Number((1 << higher) / (double)drawn.MaxCode)}*V({Node("bit", higher)})";
            }

            if (even != 0 || odd != 0)
            {
                var x = Node("share", bit);
                yield return Source(x, share);
                kept += $"+V({x})*(1-V({x}))*(({Number(even)})+({Number(odd)})*(1-2*V({x})))";
            }

            // 1 from 0 on, else 0.
            yield return Source(Node("bit", bit), $"floor(min(max(V({input})-({kept}),-0.5),0.5)+1)");
        }

        yield return Source(code, string.Join('+', Enumerable.Range(0, bits).Select(bit => $"{1 << bit}*V({Node("bit", bit)})")));
    }

    /// <summary>Where the current lies among the codes once offset and gain are taken out.</summary>
    public string Corrected() => $"(({place})-({Number(drawn.Offset)}))/{Number(1 + drawn.Gain)}";

    private Name Node(string what, int? bit = null) => code with { Word = string.Create(CultureInfo.InvariantCulture, $"{code.Word}_{what}{bit}") };

    private static BehaviouralVoltage Source(Name node, string expression) => new(node, node, Name.Ground, expression);

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
