using Crossbar.Compiler.Netlists.Decks;

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
        var array = layer.Arrays[tileIndex].Programmed;
        var layout = array.Layout;
        var count = layout.RowCount * layout.BitLines;
        var firstRow = array.Rows.First;
        var inputs = InputCodes.Of(layer, cells.Hardware, firstRow, array.RowCount, vectors);
        var codes = new double[vectors * array.RowCount];
        for (var k = 0; k < codes.Length; k++)
            codes[k] = inputs.Codes[layout.InputOf(k % array.RowCount)][k / array.RowCount] * (arrayIndex == 0 ? 1 : -1);
        var circuit = new ArrayCircuit
        {
            Layer = layer.Layer.Name,
            LayerIndex = layerIndex,
            TileIndex = tileIndex,
            ArrayIndex = arrayIndex,
            FirstRow = firstRow,
            RowCount = array.RowCount,
            RowOrder = layout.RowOrder,
            Order = array.Order,
            FirstColumn = array.FirstOutput,
            ColumnCount = array.OutputCount,
            ColumnNames = [.. Enumerable.Range(0, layout.BitLines).Select(j => NameOf(array, layout.LineOf(j)))],
            Conductances = array.ConductancesOf(arrayIndex),
            States = array.States.IsEmpty ? [] : array.States.Slice(arrayIndex * count, count),
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
            var voltages = Enumerable.Range(0, array.RowCount).Select(i => circuit.VoltageOf(i, v)).ToArray();
            var currents = expected.AsSpan(v * layout.BitLines, layout.BitLines);
            if (v > 0 && cells.IsLinear)
            {
                Multiply(voltages, array.Transfer.AsSpan(arrayIndex * count, count), currents);
                continue;
            }

            var solution = ArraySolver.Solve(array.RowCount, layout.BitLines, circuit.Conductances.Span, circuit.Resistances, voltages, cells);
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

    /// <summary>What a line of a tile's arrays is, such as <c>output 3</c>, <c>output 3 plus, copy 2</c> or <c>reference</c>.</summary>
    public static string NameOf(ProgrammedArray array, int line)
    {
        if (array.Layout.RoleOf(line) is not { } role)
            return "spare";
        var sign = array.Layout.Subtraction != CurrentSubtraction.ColumnPair ? "" : role.IsSubtracted ? " minus" : " plus";
        var name = role.Output is { } output ? $"output {array.Order.NameOf(array.FirstOutput + output)}{sign}" : "reference";
        return array.Layout.Copies == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}, copy {role.Copy + 1}");
    }
}
