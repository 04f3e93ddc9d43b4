using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// <c>Conversion=Exact</c> (design 2.3): conductances whose transfer matrix, wires included, is the target, so that every input is
/// computed exactly. The fixed point G' = target / A with the attenuation A = T(G') / G' of the last solution; the target's range
/// is, each time, the largest for which G' stays within the devices' range, so range and conductances converge together.
/// </summary>
public static class ExactConversion
{
    /// <summary>Relative error of the transfer matrix at which the iteration ends.</summary>
    public const double Tolerance = 1e-6;

    private const int MaxSolves = 100;

    // Rounds without a hundredth less error than ever before, after which the rest is what these wires do not allow: a device that
    // is off (MinConductance = 0) cannot undo the sneak current around it.
    private const int Patience = 5;

    /// <summary>Programs one array.</summary>
    /// <param name="layerName">The layer, for messages.</param>
    /// <param name="tile">The array.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <exception cref="CompilationException">The wires are too resistive for the array (CBX0009).</exception>
    public static ProgrammedTile Convert(string layerName, MappedTile tile, HardwareDesign hardware)
    {
        var target = tile.Target;
        var cells = target.Values.Length;
        var conductances = new double[cells];
        var transfer = new double[cells];
        var range = hardware.MaxConductance - hardware.MinConductance;
        for (var k = 0; k < cells; k++)
            conductances[k] = hardware.MinConductance + (range * target.Values[k]);
        var solves = 0;
        var (least, stagnant) = (double.PositiveInfinity, 0);
        while (solves < MaxSolves && stagnant < Patience)
        {
            TransferMatrix.Solve(tile.RowCount, target.BitLines, conductances, hardware.Resistances, transfer);
            solves++;
            var worst = WorstError(target, hardware.MinConductance, range, transfer);
            if (worst <= Tolerance)
                break;
            stagnant = worst < 0.99 * least ? 0 : stagnant + 1;
            least = Math.Min(least, worst);
            // From here on `transfer` holds the attenuation A; a cell that is off has none, and stays off.
            for (var k = 0; k < cells; k++)
                transfer[k] = conductances[k] > 0 ? transfer[k] / conductances[k] : 1;
            range = FeasibleRange(layerName, tile, hardware, transfer);
            for (var k = 0; k < cells; k++)
                conductances[k] = Math.Min((hardware.MinConductance + (range * target.Values[k])) / transfer[k], hardware.MaxConductance);
        }

        return TileConverter.Finish(tile, hardware, conductances, range, solves);
    }

    private static double WorstError(NormalizedTarget target, double minConductance, double range, double[] transfer)
    {
        var worst = 0.0;
        for (var k = 0; k < transfer.Length; k++)
            worst = Math.Max(worst, Math.Abs(transfer[k] - (minConductance + (range * target.Values[k]))));
        return worst / range;
    }

    private static double FeasibleRange(string layerName, MappedTile tile, HardwareDesign hardware, double[] attenuation)
    {
        var range = hardware.MaxConductance - hardware.MinConductance;
        for (var k = 0; k < attenuation.Length; k++)
        {
            var reachable = (hardware.MaxConductance * attenuation[k]) - hardware.MinConductance;
            if (reachable <= 0)
                throw Infeasible(layerName, tile, hardware, attenuation);
            if (tile.Target.Values[k] > 0)
                range = Math.Min(range, reachable / tile.Target.Values[k]);
        }

        return range;
    }

    private static CompilationException Infeasible(string layerName, MappedTile tile, HardwareDesign hardware, double[] attenuation)
    {
        var cell = Array.IndexOf(attenuation, attenuation.Min());
        return new CompilationException(Descriptors.Infeasible, null, layerName, tile.Place, string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"the wires of this {tile.RowCount}×{tile.Target.BitLines} array let only {attenuation[cell]:P1} of the cell at row {cell / tile.Target.BitLines}, column {cell % tile.Target.BitLines} through, and MinConductance is {hardware.MinConductance / hardware.MaxConductance:P1} of MaxConductance, so no conductance of these devices reaches the target. Use smaller tiles (MaxRows, MaxColumns), lower wire resistance, or Conversion=None."));
    }
}
