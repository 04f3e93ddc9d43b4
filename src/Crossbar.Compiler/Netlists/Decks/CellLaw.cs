using System.Text.RegularExpressions;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>
/// A cell's characteristic as a subcircuit of behavioural sources that every simulator has: sums, products, min and max. (Tables of their own, pwl, differ
/// between simulators in what they do beyond the last point.)
/// </summary>
internal static partial class CellLaw
{
    // Lines of HSPICE have at most 1024 characters: longer sums are several sources side by side.
    private const int TermsPerSource = 8;

    private const string Voltage = "V(p,n)";

    /// <summary>What the numbers of a polynomial are called.</summary>
    public static IEnumerable<string> Coefficients(int count) => Enumerable.Range(1, count).Select(k => string.Create(CultureInfo.InvariantCulture, $"c{k}"));

    /// <summary>The subcircuit.</summary>
    /// <param name="device">A table, or a polynomial of which each cell has its own coefficients.</param>
    public static Subcircuit Subcircuit(IDevice device) => device is TableDevice table
        ? new(DeviceLibrary.Cell, ["p", "n"], Table(table.Law)) { Parameters = [new Parameter("g", 1e-5)] }
        : new(DeviceLibrary.Cell, ["p", "n"], [new BehaviouralCurrent("cell", "p", "n", Polynomial(device.CoefficientCount))])
        {
            Parameters = [new Parameter("g", 1e-5), .. Coefficients(device.CoefficientCount).Select((c, k) => new Parameter(c, k == 0 ? 1e-5 : 0))],
        };

    /// <summary>Reads a table back.</summary>
    /// <param name="devices">The text of the file of devices.</param>
    /// <exception cref="FormatException">It has no table of this project.</exception>
    public static TableCurrent ReadTable(string devices)
    {
        var first = FirstSlope().Match(devices);
        if (!first.Success)
            throw new FormatException("The cells' subcircuit has no table.");
        var bends = Bend().Matches(devices).Select(bend => (
            Voltage: Number(bend.Groups["v"].Value), Change: Number(bend.Groups["change"].Value) * (bend.Groups["side"].Value == "max" ? 1 : -1))).ToList();
        var points = new List<(double, double)> { (0, 0) };
        // The line that is given leads to 0 V from below.
        var slope = Number(first.Groups[1].Value);
        Go(bends.Where(bend => bend.Voltage < 0).OrderByDescending(bend => bend.Voltage), slope, -1);
        Go(bends.Where(bend => bend.Voltage > 0).OrderBy(bend => bend.Voltage), slope + bends.Where(bend => bend.Voltage == 0).Sum(bend => bend.Change), 1);
        return new TableCurrent([.. points.Order()]);

        void Go(IEnumerable<(double Voltage, double Change)> outwards, double along, int sign)
        {
            var (voltage, current) = (0.0, 0.0);
            foreach (var bend in outwards)
            {
                current += along * (bend.Voltage - voltage);
                voltage = bend.Voltage;
                points.Add((voltage, current));
                along += sign * bend.Change;
            }

            points.Add((voltage + sign, current + (sign * along)));
        }
    }

    // Horner's scheme of the voltage up to the greatest one, and a straight line beyond.
    private static string Polynomial(int count)
    {
        var inside = $"min(max({Voltage},-{NetlistParameters.MaxVoltage}),{NetlistParameters.MaxVoltage})";
        string current = "", slope = "";
        for (var k = count; k > 0; k--)
        {
            var own = string.Create(CultureInfo.InvariantCulture, $"c{k}");
            var steeper = string.Create(CultureInfo.InvariantCulture, $"{k}*{own}");
            (current, slope) = k == count ? (own, steeper) : ($"({own}+{inside}*{current})", $"({steeper}+{inside}*{slope})");
        }

        return $"{inside}*{current}+({Voltage}-{inside})*{slope}";
    }

    // The line that leads to 0 V from below, and at each further point what the slope changes by.
    private static IEnumerable<Element> Table(TableCurrent law)
    {
        var points = law.Points;
        var zero = points.IndexOf((0, 0));
        var terms = new List<string> { $"({Text(SlopeAfter(Math.Max(zero - 1, 0)))})*{Voltage}" };
        for (var k = 1; k < points.Length - 1; k++)
        {
            var change = SlopeAfter(k) - SlopeAfter(k - 1);
            if (change != 0)
                terms.Add($"({Text(k >= zero ? change : -change)})*{(k >= zero ? "max" : "min")}({Voltage}-({Text(points[k].Voltage)}),0)");
        }

        for (var first = 0; first < terms.Count; first += TermsPerSource)
        {
            var sum = string.Join('+', terms.Skip(first).Take(TermsPerSource));
            yield return new BehaviouralCurrent(new Name("cell", first / TermsPerSource), "p", "n", $"g*({sum})");
        }

        double SlopeAfter(int k) => (points[k + 1].Current - points[k].Current) / (points[k + 1].Voltage - points[k].Voltage);
    }

    private static string Text(double value) => Quantity.Text(value);

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"I=g\*\(\(([^()]+)\)\*V\(p,n\)[+)]", RegexOptions.CultureInvariant)]
    private static partial Regex FirstSlope();

    [GeneratedRegex(@"\((?<change>[^()]+)\)\*(?<side>max|min)\(V\(p,n\)-\((?<v>[^()]+)\),0\)", RegexOptions.CultureInvariant)]
    private static partial Regex Bend();
}
