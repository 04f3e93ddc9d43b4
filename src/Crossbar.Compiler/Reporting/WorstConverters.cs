using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Reporting;

/// <summary>
/// The greatest nonlinearity that any of a layer's converters was built with, in LSB: of levels from the converter's best straight line, and of steps between
/// neighbouring levels from its slope (<see cref="DrawnConverter.WorstNonlinearity"/>).
/// </summary>
/// <param name="DacInl">Integral, of the DACs.</param>
/// <param name="DacDnl">Differential, of the DACs.</param>
/// <param name="AdcInl">Integral, of the ADCs.</param>
/// <param name="AdcDnl">Differential, of the ADCs.</param>
public sealed record WorstConverters(double DacInl, double DacDnl, double AdcInl, double AdcDnl)
{
    /// <summary>Looks at all converters of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>Null where they are as designed.</returns>
    public static WorstConverters? Of(CompiledLayer layer, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(hardware);
        if (hardware.Converters is not { } variation)
            return null;
        var (index, chip) = (layer.Unrolled.Index, layer.Layer);
        var (errors, bits) = (variation.Errors, hardware.DriverBitsOf(chip.DacBits));
        // Those without a shape of their own have no more than rounding.
        var rows = errors.Dac is { Inl: 0, Dnl: 0 } ? [] : Enumerable.Range(0, layer.Unrolled.RowCount).Select(row => DrawnConverter.OfRow(variation, bits, index, row));
        var columns = errors.Adc is { Inl: 0, Dnl: 0 } ? []
            : chip.Tiles.SelectMany((tile, t) => Enumerable.Range(0, tile.OutputCount).Select(j => DrawnConverter.OfColumn(hardware, chip.AdcBits, index, t, j)));
        var (dacInl, dacDnl) = Worst(rows);
        var (adcInl, adcDnl) = Worst(columns);
        return new WorstConverters(dacInl, dacDnl, adcInl, adcDnl);
    }

    private static (double Inl, double Dnl) Worst(IEnumerable<DrawnConverter> converters)
    {
        (double Inl, double Dnl) worst = (0, 0);
        foreach (var (inl, dnl) in converters.AsParallel().Select(converter => converter.WorstNonlinearity()))
            worst = (Math.Max(worst.Inl, inl), Math.Max(worst.Dnl, dnl));
        return worst;
    }
}
