using System.Globalization;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>Makes the circuits of a compiled layer's arrays, each with test vectors from the calibration data.</summary>
internal static class ArrayCircuitBuilder
{
    /// <summary>The circuit of one array.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="layerIndex">Its number among the crossbar layers.</param>
    /// <param name="tileIndex">The tile's number in the layer.</param>
    /// <param name="arrayIndex">The array's number in the tile.</param>
    /// <param name="cells">What the cells are.</param>
    /// <param name="vectors">Number of test vectors.</param>
    public static ArrayCircuit Build(CompiledLayer layer, int layerIndex, int tileIndex, int arrayIndex, CellDesign cells, int vectors)
    {
        var tile = layer.Tiles[tileIndex];
        var block = tile.Mapped;
        var layout = block.Layout;
        var count = layout.RowCount * layout.BitLines;
        var firstRow = (block.Group * layer.Mapped.Source.KernelLength) + block.FirstRow;
        var inputs = InputCodes.Of(layer, cells.Hardware, firstRow, block.RowCount, vectors);
        var codes = new double[vectors * block.RowCount];
        for (var k = 0; k < codes.Length; k++)
            codes[k] = inputs.Codes[layout.InputOf(k % block.RowCount)][k / block.RowCount] * (arrayIndex == 0 ? 1 : -1);
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
            MaxCode = inputs.MaxCode,
            ExpectedCurrents = new double[vectors * layout.BitLines],
        };
        var expected = new double[vectors * layout.BitLines];
        ReadOnlyMemory<double> cellVoltages = default;
        for (var v = 0; v < vectors; v++)
        {
            var voltages = Enumerable.Range(0, block.RowCount).Select(i => circuit.VoltageOf(i, v)).ToArray();
            var currents = expected.AsSpan(v * layout.BitLines, layout.BitLines);
            if (v > 0 && cells.IsLinear)
            {
                Multiply(voltages, tile.Transfer.AsSpan(arrayIndex * count, count), currents);
                continue;
            }

            var solution = ArraySolver.Solve(block.RowCount, layout.BitLines, circuit.Conductances.Span, circuit.Resistances, voltages, cells);
            solution.ColumnCurrents.CopyTo(currents);
            if (v == 0)
                cellVoltages = solution.CellVoltages;
        }

        return circuit with { ExpectedCurrents = expected, CellVoltages = cellVoltages };
    }

    // Of linear cells the conversion left the transfer matrix, [M, N].
    private static void Multiply(double[] voltages, ReadOnlySpan<double> transfer, Span<double> currents)
    {
        for (var k = 0; k < transfer.Length; k++)
            currents[k % currents.Length] += voltages[k / currents.Length] * transfer[k];
    }

    /// <summary>What a line of a tile's arrays is, such as <c>output 3</c> or <c>reference</c>.</summary>
    public static string NameOf(MappedTile block, int line)
    {
        if (line == ArrayLayout.Spare)
            return "spare";
        if (block.Layout.Subtraction == CurrentSubtraction.ColumnPair)
            return string.Create(CultureInfo.InvariantCulture, $"output {block.FirstOutput + (line / 2)} {(line % 2 == 0 ? "plus" : "minus")}");
        return line < block.OutputCount ? string.Create(CultureInfo.InvariantCulture, $"output {block.FirstOutput + line}") : "reference";
    }
}
