namespace Crossbar.Runtime.Devices.Laws;

/// <summary>A curve that was measured at an age.</summary>
/// <param name="Age">Seconds since the reference time after programming.</param>
/// <param name="Curve">The curve.</param>
public sealed record AgedCurve(double Age, ConductanceCurve Curve);
