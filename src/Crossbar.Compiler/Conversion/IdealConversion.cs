using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary><c>Conversion=None</c>: the target is programmed as it is, and the parasitics do what they do.</summary>
public static class IdealConversion
{
    /// <summary>Converts one tile over the whole conductance range.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="secant">What the cells' conductances count as; null for linear ones.</param>
    public static ConvertedTile Convert(MappedTile tile, HardwareDesign hardware, CellSecant? secant = null)
    {
        var window = TargetWindow.Whole(hardware);
        var conductances = Array.ConvertAll(tile.Target.Values, v => window.Floor + (window.Range * v));
        return ConvertedTile.Solve(tile, hardware, conductances, (secant ?? CellSecant.Linear).Of(window), 0, secant);
    }
}
