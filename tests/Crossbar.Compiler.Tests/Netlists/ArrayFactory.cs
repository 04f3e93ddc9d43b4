using Crossbar.Compiler.Netlists.Arrays;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>Random arrays whose expected currents come from <see cref="DenseNodalAnalysis"/>.</summary>
internal static class ArrayFactory
{
    public const double FullScale = 0.4;

    public static ArrayCircuit Random(int rows, int columns, ArrayResistances resistances, int seed, int vectors = 1)
    {
        var random = new Random(seed);
        var conductances = new double[rows * columns];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = (float)((1 / 300e3) + (random.NextDouble() * ((1 / 15e3) - (1 / 300e3))));
        var codes = new double[vectors * rows];
        for (var i = 0; i < codes.Length; i++)
            codes[i] = random.Next(256);
        return Make(rows, columns, conductances, resistances, codes);
    }

    /// <summary>An array whose columns are outputs but for the last, which is a reference.</summary>
    public static ArrayCircuit Make(int rows, int columns, double[] conductances, ArrayResistances resistances, double[] codes)
    {
        var array = Unsolved(rows, columns, conductances, resistances, codes);
        var expected = Enumerable.Range(0, array.VectorCount).SelectMany(
            v => DenseNodalAnalysis.Solve(rows, columns, conductances, resistances, [.. Enumerable.Range(0, rows).Select(i => array.VoltageOf(i, v))]));
        return array with { ExpectedCurrents = expected.ToArray() };
    }

    /// <summary>The same, which expects no current: the dense solution of a large array takes long.</summary>
    public static ArrayCircuit Unsolved(int rows, int columns, double[] conductances, ArrayResistances resistances, double[] codes) =>
        new()
        {
            Layer = "conv",
            LayerIndex = 0,
            TileIndex = 0,
            FirstRow = 0,
            RowCount = rows,
            FirstColumn = 0,
            ColumnCount = columns - 1,
            ColumnNames = [.. Enumerable.Range(0, columns - 1).Select(j => $"output {j}"), "reference"],
            Conductances = conductances,
            Resistances = resistances,
            Codes = codes,
            FullScale = FullScale,
            MaxCode = 255,
            ExpectedCurrents = new double[codes.Length / rows * columns],
        };

    /// <summary>Cells for the array's wires.</summary>
    public static CellDesign Cells(ArrayCircuit array, NetlistCell cell = NetlistCell.Resistor, NetlistAccess access = NetlistAccess.Resistor, double nonlinearity = 0) =>
        new(cell, access, new HardwareDesign { Resistances = array.Resistances, InputVoltage = FullScale, Nonlinearity = nonlinearity });
}
