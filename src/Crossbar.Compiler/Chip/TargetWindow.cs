namespace Crossbar.Compiler.Chip;

/// <summary>Where a normalised target lies on the conductance axis: value w stands for Floor + Range·w.</summary>
/// <param name="Floor">What value 0 stands for, in siemens.</param>
/// <param name="Range">What value 1 adds to it, in siemens.</param>
public readonly record struct TargetWindow(double Floor, double Range)
{
    /// <summary>The whole range of some devices.</summary>
    /// <param name="hardware">The devices.</param>
    public static TargetWindow Whole(Runtime.HardwareDesign hardware) => new(hardware.MinConductance, hardware.MaxConductance - hardware.MinConductance);

    /// <summary>The same window where a siemens counts as another number of them.</summary>
    /// <param name="factor">What a siemens counts as.</param>
    public TargetWindow Times(double factor) => new(factor * Floor, factor * Range);
}
