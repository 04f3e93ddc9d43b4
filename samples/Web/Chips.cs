using Crossbar.Runtime;
using Crossbar.Runtime.Devices.Laws;

namespace Web;

/// <summary>
/// The chips that were asked for last. To make one, its 74 arrays are drawn and solved; to read it takes a fraction of a millisecond. Requests for
/// the same chip wait for one to be made. Safe for any number of threads.
/// </summary>
public sealed class Chips
{
    /// <summary>How many are kept: those of the last requests.</summary>
    public const int Capacity = 16;

    // The one that was used last is at the end. Options are values: the same ones are the same chip.
    private readonly List<(CrossbarOptions Options, Lazy<MnistCrossbar> Chip)> _chips = new(Capacity + 1);

    /// <summary>What is known of the device that the network was compiled for.</summary>
    public static DeviceLaws? Device => MnistCrossbar.Default.Network.Design.Hardware.Device;

    /// <summary>The chip of these options, made when it is not there.</summary>
    /// <param name="options">Bits, age, compensation, seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option lies out of its range.</exception>
    public MnistCrossbar Get(CrossbarOptions options)
    {
        Lazy<MnistCrossbar> chip;
        lock (_chips)
        {
            var at = _chips.FindIndex(entry => entry.Options == options);
            chip = at < 0 ? new Lazy<MnistCrossbar>(() => new MnistCrossbar(options)) : _chips[at].Chip;
            if (at >= 0)
                _chips.RemoveAt(at);
            _chips.Add((options, chip));
            if (_chips.Count > Capacity)
                _chips.RemoveAt(0);
        }

        try
        {
            // Outside of the lock: other chips are read meanwhile.
            return chip.Value;
        }
        catch
        {
            lock (_chips)
                _chips.RemoveAll(entry => entry.Chip == chip);
            throw;
        }
    }
}
