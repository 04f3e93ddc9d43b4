using Crossbar.Runtime.Devices;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// <c>Conversion=Exact</c> for nonlinear cells, whose currents no matrix gives: the transfer matrix of cells linearised about the data is
/// matched exactly, and <see cref="NonlinearCorrection"/> then makes the real currents right in the least-squares sense.
/// </summary>
internal static class NonlinearConversion
{
    /// <summary>
    /// The secant conductance of a cell of 1 S over the data: the factor k with which k·V is closest to its current, Σ V·i(V)/Σ V². 1 for
    /// linear cells.
    /// </summary>
    /// <param name="voltages">Voltages, in volt.</param>
    /// <param name="hardware">The devices.</param>
    public static double Secant(ReadOnlySpan<double> voltages, HardwareDesign hardware)
    {
        var device = Device.Of(hardware);
        if (device.IsLinear)
            return 1;
        double product = 0, power = 0;
        foreach (var voltage in voltages)
        {
            product += voltage * device.Current(1, voltage);
            power += voltage * voltage;
        }

        return power > 0 ? product / power : device.Slope(1, 0);
    }

    /// <summary>Linear cells of secant·G: the devices' range is theirs times the secant, and so is the target.</summary>
    /// <param name="hardware">The devices.</param>
    /// <param name="secant">See <see cref="Secant"/>.</param>
    public static HardwareDesign Linearised(HardwareDesign hardware, double secant) => hardware with
    {
        MinConductance = secant * hardware.MinConductance, MaxConductance = secant * hardware.MaxConductance, Nonlinearity = 0,
    };

    /// <summary>Converts one tile.</summary>
    /// <param name="matched">The tile of <see cref="Linearised"/> cells.</param>
    /// <param name="voltages">Voltages of the word lines over the data, [windows, M], in volt.</param>
    /// <param name="secant">See <see cref="Secant"/>.</param>
    /// <param name="hardware">Devices and wires.</param>
    public static ConvertedTile Correct(ConvertedTile matched, double[] voltages, double secant, HardwareDesign hardware)
    {
        var conductances = Array.ConvertAll(
            matched.Conductances, g => Math.Clamp(g / secant, hardware.MinConductance, hardware.MaxConductance));
        var start = ConvertedTile.Solve(matched.Mapped, hardware, conductances, matched.Window, matched.Quality.Solves, secant) with
        {
            IsConverged = matched.IsConverged,
        };
        return NonlinearCorrection.Correct(start, voltages, hardware);
    }
}
