using Crossbar.Compiler.Mapping;
using Crossbar.Runtime;

namespace Crossbar.Compiler.Conversion;

/// <summary><c>Conversion=None</c>: the target is programmed as it is, and the parasitics do what they do.</summary>
public static class IdealConversion
{
    /// <summary>Programs one tile over the whole conductance range.</summary>
    public static ProgrammedTile Convert(MappedTile tile, HardwareDesign hardware)
    {
        var range = hardware.MaxConductance - hardware.MinConductance;
        var conductances = Array.ConvertAll(tile.Target.Values, v => hardware.MinConductance + (range * v));
        return ProgrammedTile.Solve(tile, hardware, conductances, range, 0);
    }
}
