using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Conversion;

/// <summary>Turns a target into conductances to program.</summary>
internal static class TileConverter
{
    /// <summary>Rounds conductances to what the tables hold, solves them, and compares with the target.</summary>
    public static ProgrammedTile Finish(MappedTile tile, HardwareDesign hardware, ReadOnlySpan<double> conductances, double range, int solves)
    {
        var target = tile.Target;
        var stored = new float[conductances.Length];
        var rounded = new double[conductances.Length];
        for (var k = 0; k < stored.Length; k++)
            rounded[k] = stored[k] = Round(conductances[k], hardware);
        var transfer = new double[stored.Length];
        TransferMatrix.Solve(tile.RowCount, target.BitLines, rounded, hardware.Resistances, transfer);
        double sum = 0, worst = 0;
        for (var k = 0; k < transfer.Length; k++)
        {
            var error = Math.Abs(transfer[k] - (hardware.MinConductance + (range * target.Values[k]))) / range;
            sum += error;
            worst = Math.Max(worst, error);
        }

        var used = range / (hardware.MaxConductance - hardware.MinConductance);
        return new ProgrammedTile(
            tile, stored, transfer, hardware.MinConductance, range, new ConversionQuality(sum / transfer.Length, worst, used, solves + 1));
    }

    // The ends of the devices' range are no single-precision numbers themselves; what lies within it must stay there.
    private static float Round(double conductance, HardwareDesign hardware)
    {
        var rounded = (float)conductance;
        if (rounded > hardware.MaxConductance && conductance <= hardware.MaxConductance)
            return MathF.BitDecrement(rounded);
        return rounded < hardware.MinConductance && conductance >= hardware.MinConductance ? MathF.BitIncrement(rounded) : rounded;
    }
}
