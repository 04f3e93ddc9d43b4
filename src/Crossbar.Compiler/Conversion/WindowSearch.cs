namespace Crossbar.Compiler.Conversion;

/// <summary>
/// The widest window whose targets all cells can meet, the transfer matrix being split as T = A∘G' + S: a range r and a floor f for which
/// every G' = (f + r·w − S)/A is within the devices' range, so that f ≥ L(r) = max(A·G_min + S − r·w) and f ≤ U(r) = min(A·G_max + S − r·w).
/// U − L is concave and piecewise linear in r: Newton's iteration from the right ends at its last zero, with a pass over the cells for each
/// piece that it meets.
/// </summary>
internal static class WindowSearch
{
    private const int MaxPasses = 100;

    // As a share of G_max, what rounding may leave of U − L at its zero.
    private const double Rounding = 1e-12;

    // Of the devices' range: where an iteration goes on from that has not found a window yet.
    private const double SmallRange = 1e-3;

    /// <summary>Finds the window.</summary>
    /// <param name="target">The target up to its window.</param>
    /// <param name="isFixed">Cells that are not to be programmed.</param>
    /// <param name="attenuation">A of each cell, greater than 0.</param>
    /// <param name="sneak">S of each cell, in siemens.</param>
    /// <param name="hardware">The devices' range.</param>
    /// <param name="window">Receives the window; where there is none, its floor is what violates the limits least at a small range.</param>
    /// <returns>Whether there is one with a positive range.</returns>
    public static bool TryFindWidest(
        NormalizedTarget target, bool[] isFixed, double[] attenuation, double[] sneak, HardwareDesign hardware, out TargetWindow window)
    {
        var whole = hardware.MaxConductance - hardware.MinConductance;
        var range = 2 * hardware.MaxConductance;
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var (lower, upper) = Limits(range);
            // Without a cell to program every window will do.
            window = lower.Cell < 0 ? new TargetWindow(hardware.MinConductance, whole) : new TargetWindow((lower.Floor + upper.Floor) / 2, range);
            var room = upper.Floor - lower.Floor;
            if (lower.Cell < 0 || room >= -Rounding * hardware.MaxConductance)
                return true;
            var slope = target.Values[upper.Cell] - target.Values[lower.Cell];
            var next = slope > 0 ? range + (room / slope) : 0;
            if (next <= 0)
                break;
            range = next;
        }

        var (min, max) = Limits(SmallRange * whole);
        window = new TargetWindow((min.Floor + max.Floor) / 2, SmallRange * whole);
        return false;

        ((double Floor, int Cell) Lower, (double Floor, int Cell) Upper) Limits(double r)
        {
            (double Floor, int Cell) lower = (double.NegativeInfinity, -1), upper = (double.PositiveInfinity, -1);
            for (var k = 0; k < attenuation.Length; k++)
            {
                if (isFixed[k])
                    continue;
                var offset = sneak[k] - (r * target.Values[k]);
                var minFloor = (attenuation[k] * hardware.MinConductance) + offset;
                var maxFloor = (attenuation[k] * hardware.MaxConductance) + offset;
                if (minFloor > lower.Floor)
                    lower = (minFloor, k);
                if (maxFloor < upper.Floor)
                    upper = (maxFloor, k);
            }

            return (lower, upper);
        }
    }
}
