using Crossbar.Compiler.Netlists;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>Random decks whose expected currents come from <see cref="DenseNodalAnalysis"/>.</summary>
internal static class DeckFactory
{
    public static ArrayDeck Random(int rows, int columns, ArrayResistances resistances, int seed)
    {
        var random = new Random(seed);
        var conductances = new double[rows * columns];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = (1 / 300e3) + (random.NextDouble() * ((1 / 15e3) - (1 / 300e3)));
        var voltages = new double[rows];
        for (var i = 0; i < rows; i++)
            voltages[i] = 0.4 * random.NextDouble();
        return Make(rows, columns, conductances, resistances, voltages, DenseNodalAnalysis.Solve(rows, columns, conductances, resistances, voltages));
    }

    public static ArrayDeck Make(
        int rows, int columns, double[] conductances, ArrayResistances resistances, double[] voltages, double[] expected) => new()
        {
            Model = "Test.onnx",
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
            Voltages = voltages,
            ExpectedCurrents = expected,
        };
}
