namespace Crossbar.Compiler.Chip;

/// <summary>What it takes to program a chip whose device is written and verified.</summary>
/// <param name="Cells">Number of cells.</param>
/// <param name="Pulses">Number of writes.</param>
/// <param name="Energy">Energy of all of them, in joule; null where the device does not tell that of one.</param>
/// <param name="Time">Time of all of them one after the other, in second; null where the device does not tell that of one.</param>
public sealed record ProgrammingEffort(long Cells, long Pulses, double? Energy, double? Time)
{
    /// <summary>Counts the writes of a chip.</summary>
    /// <param name="network">What is programmed.</param>
    /// <param name="chip">The chip, of an age.</param>
    /// <returns>Null for a chip without an age, or whose device is not verified.</returns>
    public static ProgrammingEffort? Of(CompiledNetwork network, CrossbarOptions chip)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(chip);
        if (chip.Age is null || network.Design.Hardware.Device is not { Programming.Verify: { } verify } laws)
            return null;
        long pulses = 0;
        foreach (var layer in network.Layers)
        {
            for (var t = 0; t < layer.Arrays.Length; t++)
            {
                var array = layer.Arrays[t].Programmed;
                pulses += AgedCells.Draw(Array.ConvertAll(array.Conductances.ToArray(), g => (double)g), array.States.AsSpan(), laws, chip, layer.Unrolled.Index, t);
            }
        }

        return new ProgrammingEffort(network.DeviceCount, pulses, pulses * verify.PulseEnergy, pulses * verify.PulseTime);
    }
}
