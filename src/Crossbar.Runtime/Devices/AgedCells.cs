using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Devices;

/// <summary>
/// The cells of one array as they are on a chip of an age, drawn from the laws of its device: programming, drift, temperature. Each part has random
/// numbers of its own, so that a chip's cells keep theirs while it grows older, and those of the cells while they are written again.
/// </summary>
public static class AgedCells
{
    // Keep what is drawn of a chip apart.
    private const int CellStream = 0x3A51;
    private const int WriteStream = 0x51C7;
    private const int DriftStream = 0x7D1F;

    /// <summary>Draws them; where no device is nothing is drawn.</summary>
    /// <param name="targets">What the cells were to be programmed to, in siemens; those of the chip take their place.</param>
    /// <param name="states">Their states, or empty (<see cref="CellStates"/>).</param>
    /// <param name="laws">The device.</param>
    /// <param name="chip">Age, number of the write, temperature and seed.</param>
    /// <param name="layer">The layer's position in the network.</param>
    /// <param name="array">The array's number in the layer.</param>
    /// <returns>How many writes programming took.</returns>
    public static long Draw(Span<double> targets, ReadOnlySpan<CellState> states, DeviceLaws laws, CrossbarOptions chip, int layer, int array)
    {
        ArgumentNullException.ThrowIfNull(laws);
        ArgumentNullException.ThrowIfNull(chip);
        var age = chip.Age ?? 0;
        var writes = laws.Programming is null || chip.Age is null ? null : new ProgrammedCell(laws.Programming, age);
        var drift = chip.Age is null ? null : laws.Drift;
        var cell = RandomSequence.For(chip.Seed ^ CellStream, layer, array);
        var write = RandomSequence.For(chip.Seed ^ WriteStream ^ (chip.WriteCycle << 16), layer, array);
        var drifting = RandomSequence.For(chip.Seed ^ DriftStream, layer, array);
        var temperature = chip.Temperature is { } kelvin && laws.Temperature is { } law ? law.FactorAt(kelvin) : 1;
        // On average.
        var telegraph = chip.Age is not null && laws.ReadNoise?.Telegraph is { } random ? 1 - (random.Amplitude * random.Probability) : 1;
        long pulses = 0;
        for (var k = 0; k < targets.Length; k++)
        {
            if (CellStates.IsAbsent(states, k))
                continue;
            var target = targets[k];
            var conductance = target;
            if (writes is not null)
                pulses += writes.Write(target, cell.NextNormal(), ref write, out conductance);
            conductance = Clip(laws, conductance);
            if (drift is not null)
                conductance = Clip(laws, drift.At(conductance, target, age, drifting.NextNormal()));
            targets[k] = conductance * temperature * telegraph;
        }

        return pulses;
    }

    private static double Clip(DeviceLaws laws, double conductance) => laws.Clip == ConductanceClip.Range
        ? Math.Clamp(conductance, laws.MinConductance, laws.MaxConductance)
        : Math.Max(0, conductance);
}
