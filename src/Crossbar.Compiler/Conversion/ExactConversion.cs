using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// <c>Conversion=Exact</c> (design 2.3): conductances whose transfer matrix, wires included, is the target, so that every input is
/// computed exactly. The fixed point is in the logarithm of the attenuation A = T(G')/G': the target's range is, each time, the largest
/// for which G' = target/A stays within the devices' range, so range and conductances converge together. It starts from the closed
/// form of <see cref="CurrentMatching"/> and is accelerated by <see cref="AndersonAcceleration"/>. Cells known to be stuck stay as they
/// are, and no device comes where there is none; all others meet their targets beside them.
/// </summary>
public static class ExactConversion
{
    /// <summary>Error of the transfer matrix, as a share of the range, at which the iteration ends.</summary>
    public const double Tolerance = 1e-5;

    private const int MaxSolves = 60;

    // How long the iteration may look for a range before it gives up: long where the closed form says that there is one.
    private const int MaxInfeasible = 12;
    private const int MaxHopeless = 3;

    // Rounds without a hundredth less error than ever before, after which the rest is what these wires do not allow: a device that
    // is off (MinConductance = 0) cannot undo the sneak current around it.
    private const int Patience = 5;

    private const int Depth = 5;

    /// <summary>Programs one tile.</summary>
    /// <param name="layerName">The layer, for messages.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="described">The chip that messages speak of, where <paramref name="hardware"/> is a linearised one; null for the same.</param>
    /// <exception cref="CompilationException">The wires are too resistive for the array (CBX0009).</exception>
    public static ProgrammedTile Convert(string layerName, MappedTile tile, HardwareDesign hardware, HardwareDesign? described = null)
    {
        var cells = tile.Target.Values.Length;
        var attenuation = new double[cells];
        var isFixed = tile.FixedCells();
        var isHopeful = Estimate(tile, hardware, isFixed, attenuation);
        var (sneak, conductances, transfer) = (new double[cells], new double[cells], new double[cells]);
        var acceleration = new AndersonAcceleration(Depth);
        var infeasible = 0;
        var (least, stagnant) = (double.PositiveInfinity, 0);
        for (var solves = 1; ; solves++)
        {
            var window = WindowSearch.Largest(tile.Target.Values, isFixed, attenuation, sneak, hardware);
            infeasible = window.IsFeasible ? 0 : infeasible + 1;
            if (infeasible > (isHopeful ? MaxInfeasible : MaxHopeless))
                throw Infeasible(layerName, tile, described ?? hardware, attenuation);
            if (!window.IsFeasible)
                window = window with { Range = (hardware.MaxConductance - hardware.MinConductance) * 1e-3 };
            for (var k = 0; k < cells; k++)
            {
                var wanted = (tile.Target.TransferOf(k, window.Floor, window.Range) - sneak[k]) / attenuation[k];
                conductances[k] = ProgrammedTile.Round(
                    isFixed[k] ? hardware.MinConductance : Math.Clamp(wanted, hardware.MinConductance, hardware.MaxConductance), hardware);
            }

            ProgrammedTile.Stick(tile, hardware, conductances);
            tile.Layout.Solve(conductances, hardware.Resistances, transfer);
            var worst = WorstError(tile, window, transfer, isFixed);
            if (Trace) Console.Error.WriteLine($"   {solves}: {(window.IsFeasible ? "" : "infeasible ")}range {window.Range / (hardware.MaxConductance - hardware.MinConductance):P2} floor {window.Floor:G4} error {worst:G3}");
            if (window.IsFeasible)
            {
                stagnant = worst < 0.99 * least ? 0 : stagnant + 1;
                least = Math.Min(least, worst);
                if (worst <= Tolerance || stagnant >= Patience || solves >= MaxSolves)
                    return ProgrammedTile.Of(tile, hardware, conductances, transfer, window.Floor, window.Range, solves);
            }

            var image = new double[cells];
            for (var k = 0; k < cells; k++)
                image[k] = transfer[k] - (attenuation[k] * conductances[k]);
            acceleration.Advance(sneak, image);
        }
    }

    internal static readonly bool Trace = Environment.GetEnvironmentVariable("TRACE") is not null;

    // What the closed form for a flat input says of the largest window for which all cells get voltage: right to a few thousandths on the
    // default arrays.
    private static bool Estimate(MappedTile tile, HardwareDesign hardware, bool[] isFixed, double[] attenuation)
    {
        var cells = CellGrid.Of(tile);
        var none = new double[attenuation.Length];
        var whole = hardware.MaxConductance - hardware.MinConductance;
        var (feasible, infeasible, floor) = (0.0, 2 * whole, hardware.MinConductance);
        var best = (Floor: hardware.MinConductance, Range: 0.0);
        for (var step = 0; step < 12; step++)
        {
            var range = (feasible + infeasible) / 2;
            var isFeasible = false;
            for (var pass = 0; pass < 3; pass++)
            {
                if (FlatAttenuation.Measure(cells, hardware, floor, range, attenuation) <= LeastAttenuation)
                {
                    isFeasible = false;
                    break;
                }

                var window = WindowSearch.Largest(tile.Target.Values, isFixed, attenuation, none, hardware);
                isFeasible = window.IsFeasible && window.Range >= range;
                floor = window.IsFeasible ? window.Floor : floor;
                if (!isFeasible)
                    break;
            }

            if (isFeasible)
                (feasible, best) = (range, (floor, range));
            else
                infeasible = range;
        }

        var least = FlatAttenuation.Measure(cells, hardware, best.Floor, best.Range, attenuation);
        if (Trace) Console.Error.WriteLine($"   estimate: range {best.Range / whole:P2} floor {best.Floor:G4} least {least}");
        if (least > LeastAttenuation && best.Range > 0)
            return true;
        for (var k = 0; k < attenuation.Length; k++)
            attenuation[k] = Math.Max(attenuation[k], 0.01);
        return false;
    }

    private const double LeastAttenuation = 1e-3;

    private static double WorstError(MappedTile tile, TargetWindow window, double[] transfer, bool[] isFixed)
    {
        var worst = 0.0;
        for (var k = 0; k < transfer.Length; k++)
            worst = isFixed[k] ? worst : Math.Max(worst, Math.Abs(transfer[k] - tile.Target.TransferOf(k, window.Floor, window.Range)));
        return worst / window.Range;
    }

    private static CompilationException Infeasible(string layerName, MappedTile tile, HardwareDesign hardware, double[] attenuation)
    {
        var cell = Array.IndexOf(attenuation, attenuation.Min());
        var bitLines = tile.Layout.BitLines;
        return new CompilationException(Descriptors.Infeasible, null, layerName, tile.Place, string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"the wires of this {tile.RowCount}×{bitLines} array let only {Math.Exp(attenuation[cell]):P1} of the cell at row {cell / bitLines % tile.RowCount}, column {cell % bitLines} through, and MinConductance is {hardware.MinConductance / hardware.MaxConductance:P1} of MaxConductance, so no conductance of these devices reaches the target. {FeasibilityAdvice.For(tile, hardware)}"));
    }
}
