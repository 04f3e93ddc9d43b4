using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// <c>Conversion=MaxInput</c> (the original algorithm, Hu et al. 2016) and <c>Conversion=Signal</c> (the paper's): every cell passes
/// its ideal current while one chosen input is applied. The range is the largest for which all conductances are within the devices';
/// where there is none it is the devices' whole range, and the impossible cells are clipped at G_max.
/// </summary>
public static class SignalConversion
{
    /// <summary>Converts one tile for all inputs at full scale.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="secant">As below.</param>
    public static ConvertedTile AtMaxInput(MappedTile tile, HardwareDesign hardware, CellSecant? secant = null)
    {
        var signal = new double[tile.RowCount];
        Array.Fill(signal, 1);
        return Convert(tile, hardware, signal, secant);
    }

    /// <summary>Converts one tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="signal">The conversion signal of each input, as a share of the full-scale voltage, at least 0.</param>
    /// <param name="secant">What the cells' conductances are to count as; null for the signal's secant.</param>
    public static ConvertedTile Convert(MappedTile tile, HardwareDesign hardware, ReadOnlySpan<double> signal, CellSecant? secant = null)
    {
        var volts = new double[tile.RowCount];
        for (var i = 0; i < volts.Length; i++)
            volts[i] = hardware.InputVoltage * signal[tile.Layout.InputOf(i)];
        var matching = new CurrentMatching(CellGrid.Of(tile), hardware, volts);
        var conductances = new double[tile.Target.Values.Length];
        var range = matching.FeasibleRange(conductances);
        if (range == 0)
            range = hardware.MaxConductance - hardware.MinConductance;
        var clipped = matching.Match(range, conductances);
        var unit = secant ?? CellSecant.Times(matching.Secant);
        return ConvertedTile.Solve(tile, hardware, conductances, unit.Of(new TargetWindow(hardware.MinConductance, range)), 0, unit) with { Impossible = clipped };
    }
}
