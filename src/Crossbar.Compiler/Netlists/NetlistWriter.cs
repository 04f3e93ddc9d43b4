using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Netlists.Analog;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Layers;
using Crossbar.Compiler.Netlists.Pictures;
using Crossbar.Compiler.Options;

namespace Crossbar.Compiler.Netlists;

/// <summary>Writes all netlists of a model into a folder, and the index that says which file is which part of the model.</summary>
public static class NetlistWriter
{
    /// <summary>The deck of the whole model.</summary>
    public const string ModelDeck = "model.cir";

    /// <summary>Writes them once all are whole; see <see cref="NetlistIndex"/> for what there is.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model and the options.</param>
    /// <param name="network">The compiled network.</param>
    /// <returns>The names of the files written, the index last.</returns>
    /// <exception cref="CompilationException">The folder cannot be written to, or the circuit cannot be built.</exception>
    public static ImmutableArray<string> Write(string directory, LoadedModel model, CompiledNetwork network) =>
        Write(directory, model, network, () => CalibrationImages.For(model, null, new DiagnosticBag())[0]);

    /// <summary>Writes them with an image of the caller's for the deck of an analog network.</summary>
    internal static ImmutableArray<string> Write(string directory, LoadedModel model, CompiledNetwork network, Func<float[]> image)
    {
        var cells = CellDesign.Of(model.Options);
        var header = NetlistHeader.Of(model);
        var layers = network.Layers.Select((layer, l) => new LayerCircuit(layer, l)).ToArray();
        return NetlistFolder.Write(directory, model.FileName, model.Options.Netlist, folder =>
        {
            var entries = WriteCommon(folder, header, cells, model.Options).ToList();
            var arrays = WriteArrays(folder, header, cells, layers);
            entries.AddRange(arrays.SelectMany(layer => layer.Entries));
            // An array's deck has its sources and virtual grounds beside its own nodes.
            var nodes = arrays.Select(layer => layer.Entries.Sum(e => e.Nodes)).ToArray();
            entries.AddRange(model.Options.Peripherals == PeripheralCircuits.Analog
                ? AnalogModel.Write(folder, header, cells, network, layers, nodes, image())
                : SensedModel.Write(folder, header, cells, layers, nodes));
            entries.AddRange(arrays.Select((layer, l) => WritePicture(folder, model, layers[l], layer.Arrays, cells)));
            return entries;
        });
    }

    /// <summary>Writes what all decks include.</summary>
    internal static IEnumerable<NetlistEntry> WriteCommon(NetlistFolder folder, NetlistHeader header, CellDesign cells, CompilerOptions options) =>
        DeviceLibrary.Needed(cells).IsEmpty
            ? [WriteParameters(folder, header, cells, options)]
            : [WriteParameters(folder, header, cells, options), WriteDevices(folder, header, cells)];

    private static NetlistEntry WriteParameters(NetlistFolder folder, NetlistHeader header, CellDesign cells, CompilerOptions options) => folder.Add(
        new NetlistEntry(NetlistParameters.File, NetlistKind.Parameters),
        new Netlist
        {
            Header = header.With("Parameters of all decks in this folder", ["Change them here; expected values in the decks are those of the values written."]),
            Parameters = NetlistParameters.For(cells, options),
        });

    private static NetlistEntry WriteDevices(NetlistFolder folder, NetlistHeader header, CellDesign cells) => folder.Add(
        new NetlistEntry(DeviceLibrary.File, NetlistKind.Devices),
        new Netlist
        {
            Header = header.With("Devices of all decks in this folder", []),
            Models = DeviceLibrary.Models(cells),
            Subcircuits = DeviceLibrary.Subcircuits(cells),
        });

    // All arrays of the network in one parallel loop: each is solved and written by itself.
    private static (ArrayCircuit[] Arrays, NetlistEntry[] Entries)[] WriteArrays(NetlistFolder folder, NetlistHeader header, CellDesign cells, LayerCircuit[] layers)
    {
        var work = layers.SelectMany(layer => layer.Compiled.Tiles.SelectMany((tile, t) =>
            Enumerable.Range(0, tile.Mapped.Layout.ArrayCount).Select(a => (Layer: layer, Tile: t, Array: a)))).ToArray();
        var arrays = new ArrayCircuit[work.Length];
        var entries = new NetlistEntry[work.Length][];
        ParallelFailures.Run(work.Length, k =>
        {
            var (layer, t, a) = work[k];
            arrays[k] = ArrayCircuitBuilder.Build(layer.Compiled, layer.Index, t, a, cells);
            entries[k] = Write(folder, arrays[k], cells, header);
        });
        return
        [
            .. layers.Select(layer => Enumerable.Range(0, work.Length).Where(k => work[k].Layer == layer).ToArray())
                .Select(own => (own.Select(k => arrays[k]).ToArray(), own.SelectMany(k => entries[k]).ToArray())),
        ];
    }

    private static NetlistEntry WritePicture(NetlistFolder folder, LoadedModel model, LayerCircuit layer, ArrayCircuit[] arrays, CellDesign cells) => folder.Add(
        new NetlistEntry(layer.Name + ".svg", NetlistKind.Picture) { Layer = layer.Compiled.Layer.Name },
        LayerPicture.Draw($"{model.FileName}: layer {layer.Index}, {layer.Compiled.Layer.Name}", arrays, cells.Hardware));

    /// <summary>Writes an array's two files.</summary>
    internal static NetlistEntry[] Write(NetlistFolder folder, ArrayCircuit array, CellDesign cells, NetlistHeader header)
    {
        var name = ArrayNetlists.NameOf(array);
        var nodes = ArraySubcircuit.CountNodes(array.RowCount, array.BitLines, array.Conductances.Span, array.Resistances, cells);
        var entry = new NetlistEntry(name + ".inc", NetlistKind.Array)
        {
            Layer = array.Layer,
            Tile = array.TileIndex,
            Rows = $"{array.FirstRow}-{array.FirstRow + array.RowCount - 1}",
            Outputs = $"{array.FirstColumn}-{array.FirstColumn + array.ColumnCount - 1}",
            Columns = array.BitLines,
            Cells = ArraySubcircuit.CountCells(array.Conductances.Span),
        };
        var deck = entry with { File = name + ".cir", Kind = NetlistKind.ArrayDeck, Nodes = nodes + array.RowCount + array.BitLines };
        return [folder.Add(entry, ArrayNetlists.Library(array, cells, header)), folder.Add(deck, ArrayNetlists.Bench(array, cells, header))];
    }
}
