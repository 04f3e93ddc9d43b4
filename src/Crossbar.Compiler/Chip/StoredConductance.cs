namespace Crossbar.Compiler.Chip;

/// <summary>A conductance as tables hold it: in single precision.</summary>
internal static class StoredConductance
{
    /// <summary>Rounds a conductance. The ends of the devices' range are no single-precision numbers themselves; what lies within it must stay there.</summary>
    /// <param name="conductance">In siemens.</param>
    /// <param name="hardware">The devices.</param>
    public static float Of(double conductance, HardwareDesign hardware)
    {
        var rounded = (float)conductance;
        if (rounded > hardware.MaxConductance && conductance <= hardware.MaxConductance)
            return MathF.BitDecrement(rounded);
        return rounded < hardware.MinConductance && conductance >= hardware.MinConductance ? MathF.BitIncrement(rounded) : rounded;
    }
}
