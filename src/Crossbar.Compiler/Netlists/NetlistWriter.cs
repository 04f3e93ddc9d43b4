using System.Diagnostics;
using Crossbar.Build;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Netlists.Analog;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Compiler.Netlists.Layers;
using Crossbar.Compiler.Netlists.Pictures;

namespace Crossbar.Compiler.Netlists;

/// <summary>Writes all netlists of a model into a folder, and the index that says which file is which part of the model.</summary>
public static class NetlistWriter
{
    /// <summary>Makes sure, before there is work, that a folder can have them.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CompilationException">It has an index of somebody else, or something that is no file (CBX0011, CBX0012, CBX0013), or the user's own subcircuit is not valid (CBX0102, CBX0103, CBX0104).</exception>
    public static void Check(string directory, LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        NetlistFolder.Check(directory, model.Files);
        if (model.Options.Netlist is { Cell: NetlistCell.Custom, Subcircuit: { } path })
            UserCell.Read(path);
    }

    /// <summary>Writes them once all are whole; see <see cref="NetlistIndex"/> for what there is.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model and the options.</param>
    /// <param name="network">The compiled network.</param>
    /// <exception cref="CompilationException">The folder cannot be written to, or the circuit cannot be built.</exception>
    public static WrittenNetlists Write(string directory, LoadedModel model, CompiledNetwork network) =>
        Write(directory, model, network, () => CalibrationImages.For(model, null, new DiagnosticBag())[0]);

    /// <summary>Writes them with an image of the caller's for the deck of an analog network.</summary>
    internal static WrittenNetlists Write(string directory, LoadedModel model, CompiledNetwork network, Func<float[]> image)
    {
        var watch = Stopwatch.StartNew();
        var files = Prepare(model, network, image);
        var solving = watch.Elapsed;
        var (names, bytes) = NetlistFolder.Write(directory, model.FileName, model.Options.Netlist.Dialect, files, model.Files);
        return new WrittenNetlists(names, bytes, solving, watch.Elapsed - solving);
    }

    /// <summary>Solves all arrays with their test vectors and draws the pictures: what is left is making the text.</summary>
    internal static NetlistFile[] Prepare(LoadedModel model, CompiledNetwork network, Func<float[]> image)
    {
        var cells = CellDesign.Of(model.Options.Netlist, model.Options.ToHardware(), model.Options.ToCapacitances());
        var header = NetlistHeader.Of(model);
        var layers = network.Layers.Select((layer, l) => new LayerCircuit(layer, l, cells.Hardware)).ToArray();
        // A window is as many vectors as pulses tell it.
        var vectors = model.Options.Netlist.Vectors * cells.Hardware.PulsesOf(model.Options.Converters.DacBits);
        var arrays = Solve(layers, cells, vectors);
        IModelNetlists top = model.Options.Netlist.Peripherals == PeripheralCircuits.Analog
            ? new AnalogModel(header, cells, network, layers, image(), vectors, model.Options.Variation.Seed)
            : new SensedModel(header, cells, layers, vectors);
        var pictures = new string[layers.Length];
        ParallelFailures.Run(layers.Length, l => pictures[l] = LayerPicture.Draw(
            $"{model.FileName}: layer {l}, {layers[l].Compiled.Layer.Name}", arrays[l], cells.Hardware));
        var ofArrays = arrays.Select(layer => layer.SelectMany(array => FilesOf(array, cells, header)).ToArray()).ToArray();
        return
        [
            .. CommonFiles(header, cells, model.Options),
            .. ofArrays.SelectMany(layer => layer),
            // An array's deck has its sources and virtual grounds beside its own nodes.
            .. top.Files([.. ofArrays.Select(layer => layer.Sum(file => file.Entry.Nodes))]),
            .. layers.Select((layer, l) => new NetlistFile(
                new NetlistEntry(layer.Name + ".svg", NetlistKind.Picture) { Layer = layer.Compiled.Layer.Name }, pictures[l])),
        ];
    }

    /// <summary>What all decks include.</summary>
    internal static IEnumerable<NetlistFile> CommonFiles(NetlistHeader header, CellDesign cells, CompilerOptions options)
    {
        yield return new NetlistFile(
            new NetlistEntry(NetlistParameters.File, NetlistKind.Parameters),
            () => new Netlist
            {
                Header = header.With("Parameters of all decks in this folder", ["Change them here; expected values in the decks are those of the values written."]),
                Parameters = NetlistParameters.For(cells, options.Converters, options.Netlist.Peripherals),
            });
        if (cells.Custom is { } custom)
        {
            yield return new NetlistFile(
                new NetlistEntry(UserCell.File, NetlistKind.Devices),
                string.Concat(header.With($"The cells' subcircuit {custom.Name}, as the file of NetlistSubcircuit has it", []).Select(line => $"* {DisplayText.Of(line)}\n")) + custom.Text);
        }

        if (!DeviceLibrary.Needed(cells).Contains(DeviceLibrary.File))
            yield break;
        yield return new NetlistFile(
            new NetlistEntry(DeviceLibrary.File, NetlistKind.Devices),
            () => new Netlist
            {
                Header = header.With("Devices of all decks in this folder", []),
                Models = DeviceLibrary.Models(cells),
                Subcircuits = DeviceLibrary.Subcircuits(cells),
            });
    }

    /// <summary>An array's two files.</summary>
    internal static NetlistFile[] FilesOf(ArrayCircuit array, CellDesign cells, NetlistHeader header)
    {
        var name = ArrayNetlists.NameOf(array);
        var nodes = ArraySubcircuit.CountNodes(array.RowCount, array.BitLines, array.Conductances.Span, array.Resistances, cells);
        var entry = new NetlistEntry(name + ".inc", NetlistKind.Array)
        {
            Layer = array.Layer,
            Tile = array.TileIndex,
            Rows = $"{array.FirstRow}-{array.FirstRow + array.RowCount - 1}",
            Outputs = $"{array.Order.NameOf(array.FirstColumn)}-{array.Order.NameOf(array.FirstColumn + array.ColumnCount - 1)}",
            Columns = array.BitLines,
            Cells = ArraySubcircuit.CountCells(array.Conductances.Span),
        };
        var deck = entry with { File = name + ".cir", Kind = NetlistKind.ArrayDeck, Nodes = nodes + array.RowCount + array.BitLines };
        return [new NetlistFile(entry, () => ArrayNetlists.Library(array, cells, header)), new NetlistFile(deck, () => ArrayNetlists.Bench(array, cells, header))];
    }

    // All arrays of the network in one parallel loop: layers differ too much in size to be the unit of work.
    private static ArrayCircuit[][] Solve(LayerCircuit[] layers, CellDesign cells, int vectors)
    {
        var work = layers.SelectMany(layer => layer.Compiled.Arrays.SelectMany((array, t) =>
            Enumerable.Range(0, array.Layout.ArrayCount).Select(a => (Layer: layer, Tile: t, Array: a)))).ToArray();
        var arrays = new ArrayCircuit[work.Length];
        ParallelFailures.Run(work.Length, k =>
        {
            var (layer, t, a) = work[k];
            arrays[k] = ArrayCircuitBuilder.Build(layer.Compiled, layer.Index, t, a, cells, vectors);
        });
        return [.. layers.Select(layer => arrays.Where((_, k) => work[k].Layer == layer).ToArray())];
    }
}
