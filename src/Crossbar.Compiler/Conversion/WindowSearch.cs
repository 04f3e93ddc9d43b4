using Crossbar.Runtime;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// The largest range r for which a floor f exists such that all cells' conductances (f + r·w − S)/A are within the devices' range:
/// f ≥ L(r) = max(A·G_min + S − r·w) and f ≤ U(r) = min(A·G_max + S − r·w). U − L is concave and piecewise linear in r, so that Newton's
/// iteration from the right ends at its last zero exactly, after a pass over the cells for each piece that it meets.
/// </summary>
internal static class WindowSearch
{
    private const int MostPasses = 64;

    /// <summary>Finds the window.</summary>
    /// <param name="values">w of each cell.</param>
    /// <param name="isFixed">Cells that are not to be programmed.</param>
    /// <param name="attenuation">A of each cell.</param>
    /// <param name="sneak">S of each cell, in siemens.</param>
    /// <param name="hardware">The devices' range.</param>
    public static TargetWindow Largest(
        ReadOnlySpan<double> values, ReadOnlySpan<bool> isFixed, ReadOnlySpan<double> attenuation, ReadOnlySpan<double> sneak, HardwareDesign hardware)
    {
        var range = 2 * hardware.MaxConductance;
        for (var pass = 0; ; pass++)
        {
            var (lower, upper) = (double.NegativeInfinity, double.PositiveInfinity);
            var (lowest, highest) = (-1, -1);
            for (var k = 0; k < values.Length; k++)
            {
                if (isFixed[k])
                    continue;
                var offset = sneak[k] - (range * values[k]);
                var least = (attenuation[k] * hardware.MinConductance) + offset;
                var most = (attenuation[k] * hardware.MaxConductance) + offset;
                if (least > lower)
                    (lower, lowest) = (least, k);
                if (most < upper)
                    (upper, highest) = (most, k);
            }

            if (lowest < 0)
                return new TargetWindow(hardware.MinConductance, hardware.MaxConductance - hardware.MinConductance, 0, true);
            var room = upper - lower;
            var slope = values[highest] - values[lowest];
            if (room >= -1e-12 * hardware.MaxConductance)
                return new TargetWindow((lower + upper) / 2, range, highest, true);
            if (slope <= 0 || pass == MostPasses || range + (room / slope) <= 0)
                return new TargetWindow((lower + upper) / 2, 0, highest, false);
            range += room / slope;
        }
    }
}
