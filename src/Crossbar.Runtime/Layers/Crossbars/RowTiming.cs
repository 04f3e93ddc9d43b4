namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>
/// When rows are on during a read that tells inputs by time. Pulses begin together and last for the share that a row's mean is of the full voltage; spikes
/// of a code c come in c of N moments, in those in which ⌊(t + 1)·c/N⌋ exceeds ⌊t·c/N⌋.
/// </summary>
/// <param name="hardware">The chip.</param>
public sealed class RowTiming(HardwareDesign hardware)
{
    private readonly double _onVoltage = hardware.InputVoltage;

    // Moments of a read with spikes; 0 for pulses.
    private readonly int _slots = hardware.Encoding == InputEncoding.Spikes ? (1 << hardware.DigitBits) - 1 : 0;

    /// <summary>How many patterns of rows a read has.</summary>
    /// <param name="means">The rows' mean voltages, [M], in volt.</param>
    /// <param name="order">Receives what <see cref="PatternOf"/> needs, [M].</param>
    public int MomentsOf(ReadOnlySpan<double> means, Span<double> order)
    {
        if (_slots > 0)
            return _slots;
        means.CopyTo(order);
        order[..means.Length].Sort();
        return means.Length;
    }

    /// <summary>The rows that are on in one of them.</summary>
    /// <param name="means">The rows' mean voltages, [M], in volt.</param>
    /// <param name="order">What <see cref="MomentsOf"/> left there.</param>
    /// <param name="moment">Which.</param>
    /// <param name="voltages">Receives the rows' voltages, [M], in volt.</param>
    /// <returns>How much of the read it lasts; 0 where it does not occur, or no row is on.</returns>
    public double PatternOf(ReadOnlySpan<double> means, ReadOnlySpan<double> order, int moment, Span<double> voltages)
    {
        if (_slots > 0)
            return SpikesOf(means, moment, voltages);
        var (begin, end) = (moment == 0 ? 0 : order[moment - 1], order[moment]);
        if (end <= begin || end <= 0)
            return 0;
        for (var row = 0; row < means.Length; row++)
            voltages[row] = means[row] >= end ? _onVoltage : 0;
        return (end - Math.Max(0, begin)) / _onVoltage;
    }

    private double SpikesOf(ReadOnlySpan<double> means, int moment, Span<double> voltages)
    {
        var isSilent = true;
        for (var row = 0; row < means.Length; row++)
        {
            var code = (long)Math.Round(means[row] / _onVoltage * _slots);
            var fires = (moment + 1) * code / _slots > moment * code / _slots;
            voltages[row] = fires ? _onVoltage : 0;
            isSilent &= !fires;
        }

        return isSilent ? 0 : 1.0 / _slots;
    }
}
