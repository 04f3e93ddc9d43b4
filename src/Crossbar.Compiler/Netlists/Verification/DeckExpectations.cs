using System.Text.RegularExpressions;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>What a deck says should come out of it.</summary>
/// <param name="Values">Signals and their values, in ampere or volt, of each signal one per test vector.</param>
/// <param name="Tolerance">How far a simulation may be from them.</param>
internal sealed partial record DeckExpectations(ImmutableArray<(string Signal, double Value)> Values, Tolerance Tolerance)
{
    private const string Mark = "* expect ";

    /// <summary>Whether all of them are 0, which a circuit of nothing gives, too.</summary>
    public bool IsZero => Values.All(v => v.Value == 0);

    /// <summary>Reads them from a deck's header.</summary>
    public static DeckExpectations Read(string deck)
    {
        var values = ImmutableArray.CreateBuilder<(string, double)>();
        var tolerance = Tolerance.Exact;
        foreach (var line in deck.Split('\n').TakeWhile(l => l.StartsWith('*')))
        {
            tolerance = Tolerance.Parse(line) ?? tolerance;
            if (line.StartsWith(Mark, StringComparison.Ordinal) && line.LastIndexOf(" = ", StringComparison.Ordinal) is var equals and > 0)
            {
                foreach (var value in line[(equals + 3)..].Split(' '))
                    values.Add((line[Mark.Length..equals], double.Parse(value, CultureInfo.InvariantCulture)));
            }
        }

        return new DeckExpectations(values.ToImmutable(), tolerance);
    }

    /// <summary>The signal whose simulated value is furthest from what is expected, and how far it is; null where a signal is missing.</summary>
    public Deviation? Worst(ImmutableArray<(string Signal, double Value)> simulated)
    {
        if (simulated.Length != Values.Length)
            return null;
        var largest = Values.GroupBy(v => KindOf(v.Signal)).ToDictionary(kind => kind.Key, kind => kind.Max(v => Math.Abs(v.Value)));
        Deviation? worst = null;
        for (var k = 0; k < Values.Length; k++)
        {
            var (signal, expected) = Values[k];
            if (simulated[k].Signal != signal)
                return null;
            var difference = Math.Abs(simulated[k].Value - expected);
            var size = Math.Max(Math.Abs(expected), Tolerance.Floor * largest[KindOf(signal)]);
            var relative = difference == 0 ? 0 : size == 0 ? double.PositiveInfinity : difference / size;
            if (worst is null || !(relative <= worst.Relative))
                worst = new Deviation(signal, simulated[k].Value, expected, relative);
        }

        return worst;
    }

    // v(l00_i_0_3) is of the kind v(l00_i.
    private static string KindOf(string signal) => Indices().Replace(signal, "");

    [GeneratedRegex(@"(_\d+)+\)$", RegexOptions.CultureInvariant)]
    private static partial Regex Indices();
}
