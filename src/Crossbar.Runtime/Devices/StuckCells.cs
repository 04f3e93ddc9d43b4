namespace Crossbar.Runtime.Devices;

/// <summary>Cells that cannot be programmed: stuck at the greatest (on) or the least (off) conductance.</summary>
public static class StuckCells
{
    // Keeps the faults of a seed apart from its programming errors.
    private const int Stream = 0x5EED;

    /// <summary>Strikes the cells of one array at random; where no device is nothing is stuck.</summary>
    /// <param name="conductances">The cells, in siemens; changed in place.</param>
    /// <param name="states">Their states; those struck become stuck. Empty: nobody asks, and every cell is a device.</param>
    /// <param name="onRate">Probability of a cell to be stuck on, 0 to 1.</param>
    /// <param name="offRate">Probability of a cell to be stuck off, 0 to 1; the sum of both is at most 1.</param>
    /// <param name="hardware">Whose least and greatest conductance they are stuck at.</param>
    /// <param name="seed">Seed of the chip.</param>
    /// <param name="layer">The layer's position in the network.</param>
    /// <param name="array">The array's number in the layer.</param>
    public static void Apply(Span<double> conductances, Span<CellState> states, double onRate, double offRate, HardwareDesign hardware, int seed, int layer, int array)
    {
        if (onRate <= 0 && offRate <= 0)
            return;
        var random = RandomSequence.For(seed ^ Stream, layer, array);
        for (var k = 0; k < conductances.Length; k++)
        {
            if (CellStates.IsAbsent(states, k))
                continue;
            var chance = random.NextUniform();
            if (chance >= onRate + offRate)
                continue;
            var isOn = chance < onRate;
            conductances[k] = isOn ? hardware.MaxConductance : hardware.MinConductance;
            if (!states.IsEmpty)
                states[k] = isOn ? CellState.StuckOn : CellState.StuckOff;
        }
    }
}
