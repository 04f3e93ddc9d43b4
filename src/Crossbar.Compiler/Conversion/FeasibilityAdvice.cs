using System.Globalization;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Conversion;

/// <summary>What would make an impossible target possible, by the closed form.</summary>
internal static class FeasibilityAdvice
{
    // Below this the devices' range is spent on making up for wires.
    private const double WorthwhileRange = 0.1;

    /// <summary>A sentence: smaller tiles, better wires, a smaller range.</summary>
    public static string For(MappedTile tile, HardwareDesign hardware)
    {
        var cells = CellGrid.Of(tile);
        // Always less than there is: the closed form can find worthwhile what the conversion has just not reached.
        var rows = tile.RowCount;
        do
            rows = (rows + 1) / 2;
        while (rows > 1 && !IsWorthwhile(cells.Top(rows), hardware));
        var share = 1.0;
        do
            share /= 2;
        while (share > 1e-6 && !IsWorthwhile(cells, Scaled(hardware, share)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Use smaller tiles (MaxRows={rows} would do), wires of {share * hardware.Resistances.WordLine:G3} Ω instead of {hardware.Resistances.WordLine:G3} Ω, or lower conductances (MaxConductance={share * hardware.MaxConductance:G3} with MinConductance={share * hardware.MinConductance:G3}); Conversion=None programs the target as it is.");
    }

    private static bool IsWorthwhile(CellGrid cells, HardwareDesign hardware) =>
        CurrentMatching.AtMaxInput(cells, hardware).FeasibleRange(new double[cells.Values.Length])
            >= WorthwhileRange * (hardware.MaxConductance - hardware.MinConductance);

    // Only the products of resistances and conductances count: better wires and weaker devices are the same circuit.
    private static HardwareDesign Scaled(HardwareDesign hardware, double share)
    {
        var r = hardware.Resistances;
        return hardware with
        {
            Resistances = r with { WordLine = share * r.WordLine, BitLine = share * r.BitLine, Input = share * r.Input, Output = share * r.Output },
        };
    }
}
