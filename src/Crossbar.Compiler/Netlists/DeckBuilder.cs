using System.Collections.Immutable;
using System.Globalization;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Options;
using Crossbar.Runtime;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Netlists;

/// <summary>Makes a deck of every array of a compiled network, with a test vector from the calibration data.</summary>
public static class DeckBuilder
{
    private static readonly ImmutableArray<string> NotedOptions =
    [
        nameof(CompilerOptions.Mapping), nameof(CompilerOptions.Conversion), nameof(CompilerOptions.Scale), nameof(CompilerOptions.OffsetSubtraction), nameof(CompilerOptions.DacBits),
        nameof(CompilerOptions.MinConductance), nameof(CompilerOptions.MaxConductance), nameof(CompilerOptions.InputVoltage),
        nameof(CompilerOptions.ProgrammingSigma), nameof(CompilerOptions.Seed),
    ];

    /// <summary>The decks, made one at a time, layer by layer.</summary>
    public static IEnumerable<ArrayDeck> Build(LoadedModel model, CompiledNetwork network)
    {
        ImmutableArray<string> notes =
            [.. NotedOptions.Select(name => $"{name} = {OptionTable.Find(name)!.Format(model.Options)} {OptionTable.Find(name)!.Unit}".TrimEnd())];
        for (var l = 0; l < network.Layers.Length; l++)
        {
            var layer = network.Layers[l];
            for (var t = 0; t < layer.Tiles.Length; t++)
            {
                for (var a = 0; a < layer.Tiles[t].Mapped.Layout.ArrayCount; a++)
                    yield return Build(model.FileName, layer, l, t, a, network.Design.Hardware, notes);
            }
        }
    }

    private static ArrayDeck Build(
        string model, CompiledLayer layer, int layerIndex, int tileIndex, int arrayIndex, HardwareDesign hardware, ImmutableArray<string> notes)
    {
        var tile = layer.Tiles[tileIndex];
        var block = tile.Mapped;
        var layout = block.Layout;
        var cells = layout.RowCount * layout.BitLines;
        var voltages = TestVector(layer, tile, hardware);
        if (arrayIndex == 1)
            voltages = Array.ConvertAll(voltages, v => -v);
        return new ArrayDeck
        {
            Model = model,
            Layer = layer.Layer.Name,
            LayerIndex = layerIndex,
            TileIndex = tileIndex,
            ArrayIndex = arrayIndex,
            FirstRow = (block.Group * layer.Mapped.Source.KernelLength) + block.FirstRow,
            RowCount = block.RowCount,
            RowOrder = layout.RowOrder,
            FirstColumn = block.FirstOutput,
            ColumnCount = block.OutputCount,
            ColumnNames = [.. Enumerable.Range(0, layout.BitLines).Select(j => NameOf(block, layout.LineOf(j)))],
            Conductances = tile.Conductances.AsSpan(arrayIndex * cells, cells).ToArray().Select(g => (double)g).ToArray(),
            Resistances = hardware.Resistances,
            Voltages = voltages,
            ExpectedCurrents = Currents(tile.Transfer.AsSpan(arrayIndex * cells, cells), voltages, layout.BitLines),
            Notes = notes,
        };
    }

    private static string NameOf(MappedTile block, int line)
    {
        if (line == ArrayLayout.Spare)
            return "spare";
        if (block.Layout.Subtraction == CurrentSubtraction.ColumnPair)
            return string.Create(CultureInfo.InvariantCulture, $"output {block.FirstOutput + (line / 2)} {(line % 2 == 0 ? "plus" : "minus")}");
        return line < block.OutputCount ? string.Create(CultureInfo.InvariantCulture, $"output {block.FirstOutput + line}") : "reference";
    }

    // The busiest calibration window: most rows carry a voltage, so most of the array takes part.
    private static double[] TestVector(CompiledLayer layer, ProgrammedTile tile, HardwareDesign hardware)
    {
        var samples = layer.Samples;
        var firstRow = (tile.Mapped.Group * layer.Mapped.Source.KernelLength) + tile.Mapped.FirstRow;
        var activity = new int[samples.Count];
        for (var i = 0; i < tile.Mapped.RowCount; i++)
        {
            var row = samples.Row(firstRow + i);
            for (var k = 0; k < row.Length; k++)
                activity[k] += row[k] != 0 ? 1 : 0;
        }

        var busiest = Array.IndexOf(activity, activity.Max());
        var dac = new Dac(layer.Layer.InputRange, layer.Layer.DacBits, hardware.InputVoltage);
        var activations = new float[tile.Mapped.RowCount];
        for (var i = 0; i < activations.Length; i++)
            activations[i] = samples.Row(firstRow + tile.Mapped.Layout.InputOf(i))[busiest];
        var codes = new float[activations.Length];
        dac.Convert(activations, codes);
        return Array.ConvertAll(codes, code => code * dac.VoltPerCode);
    }

    private static double[] Currents(ReadOnlySpan<double> transfer, double[] voltages, int bitLines)
    {
        var currents = new double[bitLines];
        for (var i = 0; i < voltages.Length; i++)
        {
            for (var j = 0; j < bitLines; j++)
                currents[j] += voltages[i] * transfer[(i * bitLines) + j];
        }

        return currents;
    }
}
