namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>A tile's arrays, solved once for all pulses that they are read with.</summary>
/// <param name="Transfer">What the ADCs see of linear cells for 1 V at an input, [M, N], in siemens; null for cells that are not linear.</param>
/// <param name="Arrays">The arrays; made when they are first read.</param>
/// <param name="Gain">What the digital half multiplies currents by (<see cref="DriftCompensation"/>).</param>
internal sealed record TileCircuit(double[]? Transfer, Lazy<ITileCircuit> Arrays, double Gain)
{
    /// <summary>Draws errors of a tile's cells, and solves the circuit of linear ones where its transfer matrix is not known.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="number">The tile's number in it.</param>
    /// <param name="context">The chip and what differs from the compiled design.</param>
    /// <param name="drivers">The layer's DACs where they are not as designed.</param>
    public static TileCircuit Of(CrossbarConvolution layer, int number, LayerContext context, RowDrivers? drivers)
    {
        var tile = layer.Tiles[number];
        var chip = new TileOnChip(tile, number, context);
        var layout = tile.Layout;
        var amplitudes = drivers?.Amplitudes(layer.RowOf(tile), tile.RowCount, layout.InputOf) ?? [];
        var transfer = context.Hardware.IsLinear ? chip.Transfer() : null;
        return new TileCircuit(
            transfer, new Lazy<ITileCircuit>(() => transfer is null ? chip.AsNonlinear(amplitudes) : new LinearTile(layout, transfer)), chip.Gain(transfer));
    }
}
