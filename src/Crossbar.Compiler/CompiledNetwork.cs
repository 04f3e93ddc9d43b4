using System.Collections.Immutable;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Runtime;
using Crossbar.Runtime.Devices;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler;

/// <summary>A network whose convolutions and dense layers are crossbars.</summary>
/// <param name="Software">The digital network.</param>
/// <param name="Design">The same network on crossbars.</param>
/// <param name="Layers">The crossbar layers, in the network's order.</param>
public sealed record CompiledNetwork(NetworkDesign Software, NetworkDesign Design, ImmutableArray<CompiledLayer> Layers)
{
    /// <summary>Number of arrays: a tile with inverted inputs has two.</summary>
    public int ArrayCount => Layers.Sum(l => l.Tiles.Sum(t => t.Mapped.Layout.ArrayCount));

    /// <summary>Number of memristors.</summary>
    public long DeviceCount => Layers.Sum(l => l.Tiles.Sum(t => AbsentCell.CountDevices(t.Conductances)));

    /// <summary>
    /// The network on a chip whose cells have errors or whose wires are others: the very cells and wires that
    /// <c>new CrossbarNetwork(Design, chip)</c> has. Ranges and fits stay as compiled; <see cref="NetworkCompiler.Recalibrate"/> makes new ones.
    /// </summary>
    /// <param name="chip">Programming error, stuck cells, seed and wires; all else is ignored.</param>
    public CompiledNetwork OnChip(CrossbarOptions chip)
    {
        ArgumentNullException.ThrowIfNull(chip);
        return OnChip(
            chip.ChipOf(Design.Hardware),
            (layer, tile) => CellErrors.Apply(Layers[layer].Tiles[tile].Conductances, Design.Hardware, chip, Layers[layer].Mapped.Index, tile));
    }

    /// <summary>The network on an actual chip, whose cells were measured. Ranges and fits stay as compiled.</summary>
    /// <param name="cells">
    /// The conductances of a crossbar layer's tile (both counted from 0), [arrays, word lines, bit lines], in siemens; called from several threads.
    /// </param>
    /// <exception cref="ArgumentException">A tile has another number of cells.</exception>
    public CompiledNetwork OnChip(Func<int, int, double[]> cells) => OnChip(Design.Hardware, cells);

    private CompiledNetwork OnChip(HardwareDesign hardware, Func<int, int, double[]> cells)
    {
        var layers = ImmutableArray.CreateBuilder<CompiledLayer>(Layers.Length);
        for (var l = 0; l < Layers.Length; l++)
        {
            var layer = Layers[l];
            var number = l;
            var tiles = new ProgrammedTile[layer.Tiles.Length];
            ParallelFailures.Run(tiles.Length, t => tiles[t] = layer.Tiles[t].WithCells(hardware, cells(number, t)));
            layers.Add(layer with
            {
                Tiles = [.. tiles],
                Layer = layer.Layer with
                {
                    Tiles = [.. layer.Layer.Tiles.Select((tile, t) => tile with { Conductances = [.. tiles[t].Conductances], Transfer = [.. tiles[t].Transfer] })],
                },
            });
        }

        var design = Design.Layers.ToBuilder();
        foreach (var layer in layers)
            design[layer.Mapped.Index] = layer.Layer;
        return this with { Design = Design with { Hardware = hardware, Layers = design.ToImmutable() }, Layers = layers.MoveToImmutable() };
    }
}
