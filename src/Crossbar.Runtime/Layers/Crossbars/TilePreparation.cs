using System.Collections.Immutable;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>Folds the tiles of a layer: each array's circuit is solved where it is not known, then becomes a <see cref="PreparedTile"/>.</summary>
internal static class TilePreparation
{
    /// <summary>Prepares all tiles of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="order">The tiles' numbers, in the order in which they will add their shares to the layer's output.</param>
    /// <param name="windows">How windows are multiplied.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    /// <returns>The tiles in that order.</returns>
    /// <exception cref="InvalidDataException">No tile computes one of the outputs.</exception>
    public static PreparedTile[] Prepare(CrossbarConvolution layer, ImmutableArray<int> order, WindowProducts windows, LayerContext context)
    {
        var dacs = new Dac[order.Length];
        for (var k = 0; k < dacs.Length; k++)
            dacs[k] = new Dac(layer.InputRangeOf(layer.Tiles[order[k]]), context.Options.DacBits ?? layer.DacBits, context.Hardware.InputVoltage);
        var starts = Starts(layer, order, dacs);
        var prepared = new PreparedTile[order.Length];
        var parallelism = new ParallelOptions { MaxDegreeOfParallelism = context.Options.MaxThreads > 0 ? context.Options.MaxThreads : -1 };
        Parallel.For(0, prepared.Length, parallelism, k =>
        {
            var tile = layer.Tiles[order[k]];
            prepared[k] = new PreparedTile(
                tile, Transfer(tile, order[k], context), dacs[k], context.Options.AdcBits ?? layer.AdcBits, windows, starts[k]);
        });
        return prepared;
    }

    // What the ADCs see.
    private static double[] Transfer(CrossbarTile tile, int number, LayerContext context)
    {
        var layout = tile.Layout;
        if (!tile.Transfer.IsEmpty && !context.Options.HasCellErrors)
            return layout.Combine(tile.Transfer.AsSpan());
        var conductances = CellErrors.Apply(tile.Conductances.AsSpan(), context.Hardware, context.Options, context.Index, number);
        var transfer = new double[conductances.Length];
        layout.Solve(conductances, context.Hardware.Resistances, transfer);
        return layout.Combine(transfer);
    }

    // The first tile of an output begins it with all that is constant: its bias and the offsets of all its tiles.
    private static float?[][] Starts(CrossbarConvolution layer, ImmutableArray<int> order, Dac[] dacs)
    {
        var constants = layer.Bias.Select(bias => (double)bias).ToArray();
        for (var k = 0; k < dacs.Length; k++)
        {
            var tile = layer.Tiles[order[k]];
            for (var j = 0; j < tile.OutputCount; j++)
                constants[tile.FirstOutput + j] += PreparedTile.OffsetOf(tile.Columns[j], dacs[k]);
        }

        var begun = new bool[constants.Length];
        var starts = new float?[dacs.Length][];
        for (var k = 0; k < starts.Length; k++)
        {
            var tile = layer.Tiles[order[k]];
            var first = tile.FirstOutput;
            starts[k] = [.. tile.Columns.Select((_, j) => begun[first + j] ? (float?)null : (float)constants[first + j])];
            begun.AsSpan(first, starts[k].Length).Fill(true);
        }

        return begun.All(b => b) ? starts : throw new InvalidDataException($"No tile of layer '{layer.Name}' computes its output {Array.IndexOf(begun, false)}.");
    }
}
