namespace Crossbar.Runtime.Devices;

/// <summary>Cells that cannot be programmed: stuck at the greatest (on) or the least (off) conductance.</summary>
public static class StuckCells
{
    // Keeps the faults of a seed apart from its programming errors.
    private const int Stream = 0x5EED;

    /// <summary>Strikes the cells of one array at random; where no device is (<see cref="AbsentCell"/>) nothing is stuck.</summary>
    /// <param name="conductances">The cells, in siemens; changed in place.</param>
    /// <param name="onRate">Probability of a cell to be stuck on, 0 to 1.</param>
    /// <param name="offRate">Probability of a cell to be stuck off, 0 to 1; the sum of both is at most 1.</param>
    /// <param name="hardware">Whose least and greatest conductance they are stuck at.</param>
    /// <param name="seed">Seed of the chip.</param>
    /// <param name="layer">The layer's position in the network.</param>
    /// <param name="array">The array's number in the layer.</param>
    public static void Apply(Span<double> conductances, double onRate, double offRate, HardwareDesign hardware, int seed, int layer, int array)
    {
        if (onRate <= 0 && offRate <= 0)
            return;
        var random = RandomSequence.For(seed ^ Stream, layer, array);
        foreach (ref var conductance in conductances)
        {
            if (AbsentCell.Is(conductance))
                continue;
            var chance = random.NextUniform();
            if (chance < onRate)
                conductance = hardware.MaxConductance;
            else if (chance < onRate + offRate)
                conductance = hardware.MinConductance;
        }
    }
}
