namespace Crossbar.Runtime.Devices.Laws;

/// <summary>What becomes of a cell while time passes, each cell with a normal number N of its own: <see cref="PowerDrift"/> or <see cref="LogarithmicDrift"/>.</summary>
/// <param name="ReferenceTime">t_0, seconds after the write at which programming was measured: age 0.</param>
public abstract record DriftLaw(double ReferenceTime)
{
    /// <summary>The conductance at an age.</summary>
    /// <param name="programmed">What the cell had at age 0, in siemens.</param>
    /// <param name="target">What it was meant to have, in siemens.</param>
    /// <param name="age">Seconds since t_0.</param>
    /// <param name="normal">N of the cell.</param>
    /// <returns>In siemens.</returns>
    public abstract double At(double programmed, double target, double age, double normal);
}
