using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary><c>Conversion=None</c>: the target is programmed as it is, and the parasitics do what they do.</summary>
public static class IdealConversion
{
    /// <summary>Converts one tile over the whole conductance range.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="secant">What a siemens of a nonlinear cell counts as (<see cref="NonlinearConversion.Secant"/>).</param>
    public static ConvertedTile Convert(MappedTile tile, HardwareDesign hardware, double secant = 1)
    {
        var window = TargetWindow.Whole(hardware);
        var conductances = Array.ConvertAll(tile.Target.Values, v => window.Floor + (window.Range * v));
        return ConvertedTile.Solve(tile, hardware, conductances, window.Times(secant), 0, secant);
    }
}
