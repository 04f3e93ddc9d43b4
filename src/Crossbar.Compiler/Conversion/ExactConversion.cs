using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// <c>Conversion=Exact</c>: conductances whose transfer matrix, wires included, is the target, so that every input is computed exactly. The
/// transfer is split into what a cell controls and what it does not, T = A∘G' + S: A the smooth attenuation of <see cref="FlatAttenuation"/>,
/// S = T − A∘G' the rest, sneak currents above all. Each round takes the widest window that the devices can meet beside S
/// (<see cref="WindowSearch"/>: floor and range are both free), sets G' = (target − S)/A, solves the array and takes S anew; the fixed point of S
/// is accelerated by <see cref="AndersonAcceleration"/>. Cells known to be stuck stay as they are, and no device comes where there is none;
/// all others meet their targets beside them.
/// </summary>
public static class ExactConversion
{
    /// <summary>Error of the transfer matrix, as a share of the range, at which the iteration ends.</summary>
    public const double Tolerance = 1e-5;

    private const int MaxSolves = 60;

    // How many solutions may be looked at without a window.
    private const int MaxInfeasible = 12;

    // Rounds without a hundredth less error than ever before, after which the best is taken.
    private const int Patience = 8;

    private const int Depth = 5;

    /// <summary>Programs one tile.</summary>
    /// <param name="layerName">The layer, for messages.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="described">The chip that messages speak of, where <paramref name="hardware"/> is a linearised one; null for the same.</param>
    /// <returns>The best iterate: within <see cref="Tolerance"/>, or as its quality says.</returns>
    /// <exception cref="CompilationException">The wires are too resistive for the array (CBX0009).</exception>
    public static ProgrammedTile Convert(string layerName, MappedTile tile, HardwareDesign hardware, HardwareDesign? described = null)
    {
        var isFixed = tile.FixedCells();
        var split = new TransferSplit(tile, hardware, isFixed);
        var conductances = new double[isFixed.Length];
        var acceleration = new AndersonAcceleration(Depth);
        var (solves, infeasible, stagnant) = (0, 0, 0);
        ProgrammedTile? best = null;
        while (solves < MaxSolves && stagnant < Patience && infeasible <= MaxInfeasible)
        {
            var isFeasible = WindowSearch.TryFindWidest(tile.Target, isFixed, split.Attenuation, split.Sneak, hardware, out var window);
            for (var k = 0; k < conductances.Length; k++)
                conductances[k] = ProgrammedTile.Round(isFixed[k] ? hardware.MinConductance : split.ConductanceFor(k, window), hardware);
            ProgrammedTile.Stick(tile, hardware, conductances);
            var transfer = new double[conductances.Length];
            tile.Layout.Solve(conductances, hardware.Resistances, transfer);
            solves++;
            if (!isFeasible)
            {
                infeasible++;
                split.Restart(conductances, transfer);
                acceleration = new AndersonAcceleration(Depth);
                continue;
            }

            var worst = WorstError(tile, window, transfer, isFixed);
            stagnant = best is null || worst < 0.99 * best.Quality.WorstError ? 0 : stagnant + 1;
            if (best is null || worst < best.Quality.WorstError)
                best = ProgrammedTile.Of(tile, hardware, conductances, transfer, window, solves);
            if (worst <= Tolerance)
                return best;
            acceleration.Advance(split.Sneak, split.SneakOf(conductances, transfer));
        }

        if (best is null)
            throw Infeasible(layerName, tile, described ?? hardware, split.Attenuation);
        var closedForm = SignalConversion.AtMaxInput(tile, hardware);
        var better = closedForm.Impossible.Count == 0 && closedForm.Quality.WorstError < best.Quality.WorstError ? closedForm : best;
        return better with { Quality = better.Quality with { Solves = solves } };
    }

    private static double WorstError(MappedTile tile, TargetWindow window, double[] transfer, bool[] isFixed)
    {
        var worst = 0.0;
        for (var k = 0; k < transfer.Length; k++)
            worst = isFixed[k] ? worst : Math.Max(worst, Math.Abs(transfer[k] - tile.Target.TransferOf(k, window)));
        return worst / window.Range;
    }

    private static CompilationException Infeasible(string layerName, MappedTile tile, HardwareDesign hardware, double[] attenuation)
    {
        var cell = Array.IndexOf(attenuation, attenuation.Min());
        var bitLines = tile.Layout.BitLines;
        return new CompilationException(Descriptors.Infeasible, null, layerName, tile.Place, string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"the wires of this {tile.RowCount}×{bitLines} array let only {attenuation[cell]:P1} of the cell at row {cell / bitLines % tile.RowCount}, column {cell % bitLines} through, and MinConductance is {hardware.MinConductance / hardware.MaxConductance:P1} of MaxConductance, so no conductance of these devices reaches the target. {FeasibilityAdvice.For(tile, hardware)}"));
    }
}
