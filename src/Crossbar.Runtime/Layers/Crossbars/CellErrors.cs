using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>What the cells of a chip have in place of the conductances that they were programmed to.</summary>
public static class CellErrors
{
    // Keeps a chip's own programming errors apart from those that its design may have been compiled with under the same seed.
    private const int RunTimeErrors = 0x2C41;

    /// <summary>The actual conductances of one tile of a chip: those programmed, with what its device's laws make of them, errors and stuck cells.</summary>
    /// <param name="programmed">The programmed conductances, in siemens.</param>
    /// <param name="states">Their states, or empty (<see cref="CellStates"/>).</param>
    /// <param name="hardware">Whose least and greatest conductance cells are stuck at.</param>
    /// <param name="chip">Which errors, and the chip's seed.</param>
    /// <param name="layer">The layer's position in <see cref="NetworkDesign.Layers"/>.</param>
    /// <param name="index">The tile's number in the layer.</param>
    /// <param name="chipStates">Receives their states on the chip, all of them; may be empty.</param>
    /// <returns>As many conductances, in siemens.</returns>
    public static double[] Apply(
        ReadOnlySpan<float> programmed, ReadOnlySpan<CellState> states, HardwareDesign hardware, CrossbarOptions chip, int layer, int index,
        Span<CellState> chipStates = default)
    {
        var conductances = new double[programmed.Length];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = programmed[k];
        if (hardware.Device is { } laws && (chip.Age is not null || chip.Temperature is not null))
            AgedCells.Draw(conductances, states, laws, chip, layer, index);
        if (chip.ProgrammingSigma > 0)
            ProgrammingError.Apply(conductances, states, chip.ProgrammingSigma, RandomSequence.For(chip.Seed ^ RunTimeErrors, layer, index));
        var struck = chipStates.IsEmpty ? states.ToArray() : chipStates;
        states.CopyTo(struck);
        var (on, off) = chip.StuckRates(hardware.Device);
        StuckCells.Apply(conductances, struck, on, off, hardware, chip.Seed, layer, index);
        return conductances;
    }
}
