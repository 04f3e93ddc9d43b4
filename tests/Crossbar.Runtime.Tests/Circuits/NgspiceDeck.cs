using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>Solves an array with ngspice, for the currents of its columns or of its sources.</summary>
internal static partial class NgspiceDeck
{
    /// <summary>Currents into the virtual grounds.</summary>
    public static double[] ColumnCurrents(
        int rows, int columns, double[] conductances, ArrayResistances resistances, double[] voltages, double kappa = 0, double sense = 0.2) =>
        Currents("Vout", columns, rows, columns, conductances, resistances, voltages, kappa, sense);

    /// <summary>Power that the sources of the word lines give, in watt.</summary>
    public static double SourcePower(
        int rows, int columns, double[] conductances, ArrayResistances resistances, double[] voltages, double kappa = 0, double sense = 0.2) =>
        // A source's current is counted into its positive node.
        -Currents("Vin", rows, rows, columns, conductances, resistances, voltages, kappa, sense).Zip(voltages, (i, v) => i * v).Sum();

    // Runs an operating-point analysis; nonlinear cells are behavioural sources.
    private static double[] Currents(
        string printed, int count, int rows, int columns, double[] conductances, ArrayResistances resistances, double[] voltages, double kappa, double sense)
    {
        var wires = new ResistorNetwork(rows, columns, new double[conductances.Length], resistances);
        var deck = new StringBuilder("* crossbar\n.options reltol=1e-13 abstol=1e-19 vntol=1e-16 itl1=500\n");
        for (var i = 0; i < rows; i++)
            deck.Append(CultureInfo.InvariantCulture, $"Vin{i} {Name(ResistorNetwork.Source(i))} 0 {voltages[i]:R}\n");
        for (var j = 0; j < columns; j++)
            deck.Append(CultureInfo.InvariantCulture, $"Vout{j} {Name(wires.Sink(j))} 0 0\n");
        for (var k = 0; k < wires.Elements.Count; k++)
        {
            var (from, to, g) = wires.Elements[k];
            deck.Append(CultureInfo.InvariantCulture, $"Rw{k} {Name(from)} {Name(to)} {1 / g:R}\n");
        }
        for (var k = 0; k < conductances.Length; k++)
        {
            if (conductances[k] == 0)
                continue;
            var (word, bit) = (Name(wires.Word(k / columns, k % columns)), Name(wires.Bit(k / columns, k % columns)));
            var end = resistances.Access > 0 ? $"m{k}" : bit;
            if (resistances.Access > 0)
                deck.Append(CultureInfo.InvariantCulture, $"Ra{k} {end} {bit} {resistances.Access:R}\n");
            if (kappa == 0)
                deck.Append(CultureInfo.InvariantCulture, $"Rm{k} {word} {end} {1 / conductances[k]:R}\n");
            else
                deck.Append(CultureInfo.InvariantCulture, $"Bm{k} {word} {end} I={conductances[k] * sense / Math.Sinh(kappa * sense):R}*sinh({kappa:R}*V({word},{end}))\n");
        }
        deck.Append(".control\nset numdgt=15\nop\n");
        for (var k = 0; k < count; k++)
            deck.Append(CultureInfo.InvariantCulture, $"print i({printed}{k})\n");
        deck.Append("quit\n.endc\n.end\n");
        return Run(deck.ToString(), count);

        string Name(int node) => $"n{wires.Root(node)}";
    }

    private static double[] Run(string deck, int count)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("deck.cir", deck);
        using var process = Process.Start(new ProcessStartInfo("ngspice", ["-n", "-b", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var currents = new double[count];
        var found = 0;
        foreach (Match match in Current().Matches(output))
        {
            currents[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)] = double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            found++;
        }
        Assert.True(found == count, $"ngspice printed {found} of {count} currents:\n{output}\n{error.Result}");
        return currents;
    }

    [GeneratedRegex(@"i\(v(?:in|out)(\d+)\) = (\S+)")]
    private static partial Regex Current();
}
