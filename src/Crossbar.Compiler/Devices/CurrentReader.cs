using Crossbar.Compiler.Data;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Devices;

/// <summary>Reads the current-voltage characteristic of a device file.</summary>
internal static class CurrentReader
{
    private const double MaxVoltage = 100;
    private const int MaxPoints = 4096;

    // A cell's current is about its conductance times its voltage, at some voltage at least: what is not so anywhere has other units.
    private const double MaxRatio = 100;

    // At how many conductances and voltages a characteristic is tried.
    private const int Trials = 64;

    /// <summary>Reads it.</summary>
    /// <param name="device">The device, which has one.</param>
    /// <param name="curves">Reads curves.</param>
    /// <returns>κ and V_s of a hyperbolic sine, or another law.</returns>
    public static (double Nonlinearity, double? SenseVoltage, CurrentLaw? Law) Read(PlacedObject device, CurveReader curves)
    {
        (double, double?, CurrentLaw?) result = default;
        device.Part("Current", node =>
        {
            var law = node.Need("Law");
            result = law.Text switch
            {
                "Sinh" => (node.Number("Nonlinearity", 0, 100, "1/volt"), node.Number("SenseVoltage", 1e-6, MaxVoltage, "volt"), null),
                "Powers" => (0, null, Powers(node, curves)),
                "Table" => (0, null, Table(node.Need("Points"))),
                _ => throw new PlacedJsonException(law, "it must be one of \"Sinh\", \"Powers\", \"Table\"."),
            };
            return node;
        });
        return result;
    }

    private static PowerCurrent Powers(PlacedObject node, CurveReader curves)
    {
        var place = node.Need("Coefficients");
        var coefficients = CurveReader.Array(place, 1, 8, "curves").Select(c => curves.Read(c, -1e6, 1e6, "ampere per volt^k")).ToImmutableArray();
        var law = new PowerCurrent(coefficients, node.Number("MaxVoltage", 1e-6, MaxVoltage, "volt"));
        curves.OverRange(conductance =>
        {
            for (var k = -Trials; k <= Trials; k++)
            {
                var voltage = law.MaxVoltage * k / Trials;
                double slope = 0;
                for (var power = coefficients.Length; power > 0; power--)
                    slope = (slope * voltage) + (power * coefficients[power - 1].At(conductance));
                if (!(slope > 0) && conductance > 0)
                    throw new PlacedJsonException(place, FormattableString.Invariant($"at {conductance:G4} S and {voltage:G4} V the current does not rise with the voltage."));
            }
        });
        curves.WhereItConducts(conductance => CheckUnits(
            place, Enumerable.Range(1, Trials).SelectMany(k => new[] { -law.MaxVoltage * k / Trials, law.MaxVoltage * k / Trials }).Select(voltage =>
            {
                double current = 0;
                for (var power = coefficients.Length; power > 0; power--)
                    current = (current + coefficients[power - 1].At(conductance)) * voltage;
                return (voltage, current / conductance);
            })));
        return law;
    }

    // Currents per siemens of the cell's conductance.
    private static void CheckUnits(PlacedJson place, IEnumerable<(double Voltage, double Current)> points)
    {
        var ratios = points.Where(point => point.Voltage != 0).Select(point => point.Current / point.Voltage).ToArray();
        if (ratios.Min() > MaxRatio || ratios.Max() < 1 / MaxRatio)
        {
            throw new PlacedJsonException(place, FormattableString.Invariant(
                $"the current is {ratios.Min():G3} to {ratios.Max():G3} times conductance times voltage. Are its units SI, and is it of a conductance in siemens?"));
        }
    }

    private static TableCurrent Table(PlacedJson place)
    {
        var rows = CurveReader.Array(place, 2, MaxPoints, "points");
        var points = rows.Select(row =>
        {
            var pair = CurveReader.Pair(row, "a point is [volt, ampere per siemens]");
            return (Voltage: PlacedObject.NumberOf(pair[0], -MaxVoltage, MaxVoltage, "volt"), Current: PlacedObject.NumberOf(pair[1], -1e4, 1e4, "volt"));
        }).ToImmutableArray();
        for (var k = 1; k < points.Length; k++)
        {
            if (!(points[k].Voltage > points[k - 1].Voltage && points[k].Current > points[k - 1].Current))
                throw new PlacedJsonException(rows[k], "voltage and current must rise from point to point.");
        }

        if (!points.Contains((0, 0)))
            throw new PlacedJsonException(place, "the point [0, 0] is missing.");
        CheckUnits(place, points);
        return new TableCurrent(points);
    }
}
