using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// <c>Conversion=Exact</c>: conductances whose transfer matrix, wires included, is the target, so that every input is computed exactly. The
/// transfer is split into what a cell controls and what it does not, T = A∘G' + S: A the smooth attenuation of <see cref="FlatAttenuation"/>,
/// S = T − A∘G' the rest, sneak currents above all. Each round takes the widest window that the devices can meet beside S
/// (<see cref="WindowSearch"/>: floor and range are both free), sets G' = (target − S)/A, solves the array and takes S anew; the fixed point of S
/// is accelerated by <see cref="AndersonAcceleration"/>. Cells known to be stuck stay as they are, and no device comes where there is none;
/// all others meet their targets beside them.
/// </summary>
internal static class ExactConversion
{
    /// <summary>Error of the transfer matrix, as a share of the range, at which the iteration ends.</summary>
    public const double Tolerance = 1e-5;

    // An array that is further off than this is not what was asked for.
    private const double MaxError = 0.01;

    private const int MaxSolves = 60;

    // How many solutions may be looked at without a window.
    private const int MaxInfeasible = 12;

    // Rounds without a hundredth less error than ever before, after which the best is taken.
    private const int Patience = 8;

    private const int Depth = 5;

    /// <summary>Converts a tile in the first of some arrangements that reaches the goal, or else in the best.</summary>
    /// <param name="layerName">The layer, for messages.</param>
    /// <param name="arrangements">The tile with its lines in several orders, the most hopeful first.</param>
    /// <param name="hardware">Devices, linear ones, and wires.</param>
    /// <param name="advice">What to say where none will do.</param>
    /// <exception cref="InfeasibleArrayException">The wires are too resistive for the array.</exception>
    /// <exception cref="Diagnostics.CompilationException">Its conductances leave the range of numbers (CBX0016).</exception>
    public static ConvertedTile Convert(string layerName, IEnumerable<MappedTile> arrangements, HardwareDesign hardware, FeasibilityAdvice advice)
    {
        var outcomes = new List<ExactOutcome>();
        foreach (var tile in arrangements)
        {
            var outcome = Find(tile, hardware);
            outcomes.Add(outcome);
            if (outcome.Best is { IsConverged: true })
                break;
        }

        var nearest = outcomes.MinBy(o => o.Error)!;
        return nearest is { Best: { } best, Error: <= MaxError }
            ? best with { Quality = best.Quality with { Solves = outcomes.Sum(o => o.Solves) } }
            : throw new InfeasibleArrayException(layerName, nearest, advice);
    }

    /// <summary>Looks for the conductances of one arrangement.</summary>
    /// <param name="tile">The tile as it is to lie on the wires.</param>
    /// <param name="hardware">Devices, linear ones, and wires.</param>
    public static ExactOutcome Find(MappedTile tile, HardwareDesign hardware)
    {
        var isFixed = tile.FixedCells();
        var split = new TransferSplit(tile, hardware, isFixed);
        var conductances = new double[isFixed.Length];
        var acceleration = new AndersonAcceleration(Depth);
        var (solves, infeasible, stagnant) = (0, 0, 0);
        var (best, least) = (default(ConvertedTile), double.PositiveInfinity);
        while (solves < MaxSolves && stagnant < Patience && infeasible <= MaxInfeasible)
        {
            var isFeasible = WindowSearch.TryFindWidest(tile.Target, isFixed, split.Attenuation, split.Sneak, hardware, out var window);
            for (var k = 0; k < conductances.Length; k++)
                conductances[k] = StoredConductance.Of(isFixed[k] ? hardware.MinConductance : split.ConductanceFor(k, window), hardware);
            ConvertedTile.Stick(tile, hardware, conductances);
            ConvertedTile.CheckNumbers(tile, conductances);
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
            stagnant = worst < 0.99 * least ? 0 : stagnant + 1;
            var isExact = worst <= Tolerance;
            if (worst < least)
                (best, least) = (ConvertedTile.Of(tile, hardware, conductances, transfer, window, solves) with { IsConverged = isExact }, worst);
            if (isExact)
                break;
            acceleration.Advance(split.Sneak, split.SneakOf(conductances, transfer));
        }

        if (best is { IsConverged: false } && SignalConversion.AtMaxInput(tile, hardware) is { Impossible.Count: 0 } closed
            && WorstError(tile, closed.Window, closed.Transfer, isFixed) is var closedError && closedError < least)
        {
            (best, least) = (closed with { IsConverged = false }, closedError);
        }

        var weakest = Array.IndexOf(split.Attenuation, split.Attenuation.Min());
        return new ExactOutcome(tile, best, least, solves, weakest, split.Attenuation[weakest]);
    }

    private static double WorstError(MappedTile tile, TargetWindow window, double[] transfer, bool[] isFixed)
    {
        var worst = 0.0;
        for (var k = 0; k < transfer.Length; k++)
            worst = isFixed[k] ? worst : Math.Max(worst, Math.Abs(transfer[k] - tile.Target.TransferOf(k, window)));
        return worst / window.Range;
    }
}
