namespace Crossbar.Compiler.Conversion;

/// <summary>
/// <c>Conversion=Exact</c> for nonlinear cells, whose currents no matrix gives: the transfer matrix of cells linearised about the data (<see cref="CellSecant"/>)
/// is matched exactly, and <see cref="NonlinearCorrection"/> then makes the real currents right in the least-squares sense.
/// </summary>
internal static class NonlinearConversion
{
    /// <summary>Converts one tile.</summary>
    /// <param name="matched">The tile of <see cref="CellSecant.Linearised"/> cells.</param>
    /// <param name="voltages">Voltages of the word lines over the data, [windows, M], in volt.</param>
    /// <param name="secant">What the cells' conductances count as.</param>
    /// <param name="hardware">Devices and wires.</param>
    public static ConvertedTile Correct(ConvertedTile matched, double[] voltages, CellSecant secant, HardwareDesign hardware)
    {
        var cells = matched.Conductances.Length / matched.Mapped.Layout.ArrayCount;
        var conductances = new double[matched.Conductances.Length];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = Math.Clamp(secant.Inverse(matched.Conductances[k], k / cells), hardware.MinConductance, hardware.MaxConductance);
        var start = ConvertedTile.Solve(matched.Mapped, hardware, conductances, matched.Window, matched.Quality.Solves, secant) with
        {
            IsConverged = matched.IsConverged,
        };
        return NonlinearCorrection.Correct(start, voltages, hardware);
    }
}
