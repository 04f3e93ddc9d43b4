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
    /// <exception cref="CompilationException">The wires are too resistive for the array (CBX0009), or its conductances leave the range of numbers (CBX0016).</exception>
    public static ProgrammedTile Convert(string layerName, MappedTile tile, HardwareDesign hardware, HardwareDesign? described = null)
    {
        var cells = tile.Target.Values.Length;
        var conductances = new double[cells];
        var transfer = new double[cells];
        var (attenuation, isHopeful) = Estimate(tile, hardware, conductances);
        var isFixed = tile.FixedCells();
        var acceleration = new AndersonAcceleration(Depth);
        var infeasible = 0;
        var (least, stagnant) = (double.PositiveInfinity, 0);
        for (var solves = 1; ; solves++)
        {
            var range = FeasibleRange(tile, hardware, attenuation, isFixed);
            infeasible = range > 0 ? 0 : infeasible + 1;
            if (infeasible > (isHopeful ? MaxInfeasible : MaxHopeless))
                throw Infeasible(layerName, tile, described ?? hardware, attenuation);
            if (range <= 0)
                range = (hardware.MaxConductance - hardware.MinConductance) * 1e-3;
            for (var k = 0; k < cells; k++)
                conductances[k] = ProgrammedTile.Round(
                    Math.Clamp(Target(tile, hardware, range, k) / Math.Exp(attenuation[k]), hardware.MinConductance, hardware.MaxConductance), hardware);
            ProgrammedTile.Stick(tile, hardware, conductances);
            ProgrammedTile.CheckNumbers(tile, conductances);
            tile.Layout.Solve(conductances, hardware.Resistances, transfer);
            if (infeasible == 0)
            {
                var worst = WorstError(tile, hardware, range, transfer, isFixed);
                stagnant = worst < 0.99 * least ? 0 : stagnant + 1;
                least = Math.Min(least, worst);
                if (worst <= Tolerance || stagnant >= Patience || solves >= MaxSolves)
                    return ProgrammedTile.Of(tile, hardware, conductances, transfer, range, solves);
            }

            var image = new double[cells];
            for (var k = 0; k < cells; k++)
                image[k] = conductances[k] > 0 ? Math.Log(transfer[k] / conductances[k]) : 0;
            acceleration.Advance(attenuation, image);
        }
    }

    // What the closed form for a flat input says: right to a few thousandths on the default arrays.
    private static (double[] Attenuation, bool IsFeasible) Estimate(MappedTile tile, HardwareDesign hardware, double[] conductances)
    {
        var matching = CurrentMatching.AtMaxInput(CellGrid.Of(tile), hardware with { Nonlinearity = 0 });
        var range = matching.FeasibleRange(conductances);
        matching.Match(range, conductances);
        var attenuation = new double[conductances.Length];
        for (var k = 0; k < attenuation.Length; k++)
        {
            var log = conductances[k] > 0 ? Math.Log(Target(tile, hardware, range, k) / conductances[k]) : 0;
            // Ideal wires let all through, not all but a rounding.
            attenuation[k] = log < -1e-12 ? log : 0;
        }

        return (attenuation, range > 0);
    }

    private static double Target(MappedTile tile, HardwareDesign hardware, double range, int cell) =>
        tile.Target.TransferOf(cell, hardware.MinConductance, range);

    private static double WorstError(MappedTile tile, HardwareDesign hardware, double range, double[] transfer, bool[] isFixed)
    {
        var worst = 0.0;
        for (var k = 0; k < transfer.Length; k++)
            worst = isFixed[k] ? worst : Math.Max(worst, Math.Abs(transfer[k] - Target(tile, hardware, range, k)));
        return worst / range;
    }

    // The largest range for which G' stays within the devices'; not positive where there is none.
    private static double FeasibleRange(MappedTile tile, HardwareDesign hardware, double[] attenuation, bool[] isFixed)
    {
        var range = hardware.MaxConductance - hardware.MinConductance;
        for (var k = 0; k < attenuation.Length; k++)
        {
            if (isFixed[k])
                continue;
            var reachable = (hardware.MaxConductance * Math.Exp(attenuation[k])) - hardware.MinConductance;
            var value = tile.Target.Values[k];
            if (reachable <= 0)
                range = Math.Min(range, reachable);
            else if (reachable < range * value)
                range = reachable / value;
        }

        return range;
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
