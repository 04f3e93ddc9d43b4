using System.Runtime.InteropServices;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Programming;

/// <summary>Puts converted tiles on the chip that is compiled for: with the seeded errors and stuck cells that the variation asks for, or as they are.</summary>
public static class ArrayProgrammer
{
    /// <summary>Whether the chip that is compiled for has errors of its own.</summary>
    public static bool HasErrors(VariationOptions variation)
    {
        ArgumentNullException.ThrowIfNull(variation);
        return variation is not { ProgrammingSigma: <= 0, StuckOnRate: <= 0, StuckOffRate: <= 0 };
    }

    /// <summary>Programs one tile.</summary>
    /// <param name="layer">Its layer.</param>
    /// <param name="index">The tile's number in the layer.</param>
    /// <param name="converted">The tile.</param>
    /// <param name="variation">Which errors, and the seed.</param>
    /// <param name="hardware">Devices and wires.</param>
    public static ProgrammedArray Program(MappedLayer layer, int index, ConvertedTile converted, VariationOptions variation, HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(converted);
        var states = new CellState[converted.Conductances.Length];
        Mark(converted.Mapped, states);
        if (HasErrors(variation))
        {
            var conductances = Array.ConvertAll(converted.Conductances, g => (double)g);
            if (variation.ProgrammingSigma > 0)
                ProgrammingError.Apply(conductances, states, variation.ProgrammingSigma, RandomSequence.For(variation.Seed, layer.Index, index));
            StuckCells.Apply(conductances, states, variation.StuckOnRate, variation.StuckOffRate, hardware, variation.Seed, layer.Index, index);
            // What is known not to be programmable is not struck either.
            Mark(converted.Mapped, states);
            converted = converted.Reprogram(hardware, conductances);
        }

        var mapped = converted.Mapped;
        return new ProgrammedArray(
            mapped.Layout,
            ImmutableCollectionsMarshal.AsImmutableArray(converted.Conductances),
            CellStates.Of(states),
            ImmutableCollectionsMarshal.AsImmutableArray(converted.Transfer))
        {
            Rows = layer.RowsOf(mapped),
            FirstOutput = mapped.FirstOutput,
            Order = mapped.Order,
            Weights = ImmutableCollectionsMarshal.AsImmutableArray(mapped.Weights),
            ZeroWeights = mapped.ZeroWeights,
            Target = mapped.Target,
            Window = converted.Window,
            Secant = converted.Secant,
            Quality = converted.Quality,
            Outcome = new ConversionOutcome(
                converted.IsConverged, converted.Impossible, converted.Correction, mapped.NaturalRange > 0 ? mapped.ExpectedRange / mapped.NaturalRange : 1),
        };
    }

    private static void Mark(MappedTile tile, CellState[] states)
    {
        tile.ForEachFault((cell, fault) => states[cell] = fault.IsOn ? CellState.StuckOn : CellState.StuckOff);
        for (var k = 0; k < states.Length; k++)
            states[k] = tile.Target.IsAbsent(k) ? CellState.Absent : states[k];
    }
}
