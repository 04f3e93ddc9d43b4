using System.Globalization;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>Makes the circuits of a compiled layer's arrays, each with a test vector from the calibration data.</summary>
internal static class ArrayCircuitBuilder
{
    /// <summary>The circuit of one array.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="layerIndex">Its number among the crossbar layers.</param>
    /// <param name="tileIndex">The tile's number in the layer.</param>
    /// <param name="arrayIndex">The array's number in the tile.</param>
    /// <param name="cells">What the cells are.</param>
    public static ArrayCircuit Build(CompiledLayer layer, int layerIndex, int tileIndex, int arrayIndex, CellDesign cells)
    {
        var tile = layer.Tiles[tileIndex];
        var block = tile.Mapped;
        var layout = block.Layout;
        var count = layout.RowCount * layout.BitLines;
        var firstRow = (block.Group * layer.Mapped.Source.KernelLength) + block.FirstRow;
        var window = InputCodes.Of(layer, cells.Hardware, firstRow, block.RowCount);
        var codes = new double[block.RowCount];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = window.Codes[layout.InputOf(i)] * (arrayIndex == 0 ? 1 : -1);
        var circuit = new ArrayCircuit
        {
            Layer = layer.Layer.Name,
            LayerIndex = layerIndex,
            TileIndex = tileIndex,
            ArrayIndex = arrayIndex,
            FirstRow = firstRow,
            RowCount = block.RowCount,
            RowOrder = layout.RowOrder,
            FirstColumn = block.FirstOutput,
            ColumnCount = block.OutputCount,
            ColumnNames = [.. Enumerable.Range(0, layout.BitLines).Select(j => NameOf(block, layout.LineOf(j)))],
            Conductances = Array.ConvertAll(tile.Conductances.AsSpan(arrayIndex * count, count).ToArray(), g => (double)g),
            Resistances = cells.Hardware.Resistances,
            Codes = codes,
            FullScale = cells.Hardware.InputVoltage,
            MaxCode = window.MaxCode,
            ExpectedCurrents = new double[layout.BitLines],
        };
        var voltages = new double[block.RowCount];
        for (var i = 0; i < voltages.Length; i++)
            voltages[i] = circuit.VoltageOf(i);
        var solution = ArraySolver.Solve(block.RowCount, layout.BitLines, circuit.Conductances.Span, circuit.Resistances, voltages, cells);
        return circuit with { ExpectedCurrents = solution.ColumnCurrents, CellVoltages = solution.CellVoltages };
    }

    private static string NameOf(MappedTile block, int line)
    {
        if (line == ArrayLayout.Spare)
            return "spare";
        if (block.Layout.Subtraction == CurrentSubtraction.ColumnPair)
            return string.Create(CultureInfo.InvariantCulture, $"output {block.FirstOutput + (line / 2)} {(line % 2 == 0 ? "plus" : "minus")}");
        return line < block.OutputCount ? string.Create(CultureInfo.InvariantCulture, $"output {block.FirstOutput + line}") : "reference";
    }
}
