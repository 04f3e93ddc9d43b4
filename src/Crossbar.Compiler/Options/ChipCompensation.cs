namespace Crossbar.Compiler.Options;

/// <summary>What is done about a chip's errors and its age.</summary>
public enum ChipCompensation
{
    /// <summary>Nothing: ranges and fits of the chip without errors.</summary>
    None,

    /// <summary>One factor per array (<see cref="DriftCompensation.GlobalScale"/>).</summary>
    GlobalScale,

    /// <summary>Ranges and fits are chosen anew on the chip's own currents, with the calibration images.</summary>
    Recalibrate,
}
