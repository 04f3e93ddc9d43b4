using System.Runtime.InteropServices;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>One programmed array as a circuit, with test vectors.</summary>
public sealed record ArrayCircuit
{
    /// <summary>Name of the layer that the array belongs to.</summary>
    public required string Layer { get; init; }

    /// <summary>Number of that layer among the crossbar layers, from 0.</summary>
    public required int LayerIndex { get; init; }

    /// <summary>Number of the tile in its layer, from 0.</summary>
    public required int TileIndex { get; init; }

    /// <summary>Number of the array in its tile: 1 is the one that inverted inputs drive.</summary>
    public int ArrayIndex { get; init; }

    /// <summary>The layer's row (input) that the tile begins with.</summary>
    public required int FirstRow { get; init; }

    /// <summary>Number of word lines M.</summary>
    public required int RowCount { get; init; }

    /// <summary>For each word line the input, counted from <see cref="FirstRow"/>, that drives it; empty for the natural order.</summary>
    public ImmutableArray<int> RowOrder { get; init; } = [];

    /// <summary>Which of the layer's columns holds what.</summary>
    public ColumnOrder Order { get; init; } = ColumnOrder.Natural;

    /// <summary>The layer's column that the tile begins with.</summary>
    public required int FirstColumn { get; init; }

    /// <summary>Number of the layer's columns in the array; the physical columns may be more by reference columns.</summary>
    public required int ColumnCount { get; init; }

    /// <summary>What each of the N physical columns is, such as <c>output 3</c> or <c>reference</c>, in the array's order.</summary>
    public required ImmutableArray<string> ColumnNames { get; init; }

    /// <summary>Programmed conductances, row-major [M, N], in siemens; 0 is an open cell, which is not placed.</summary>
    public required ReadOnlyMemory<double> Conductances { get; init; }

    /// <summary>What is at each of these places; empty where all are programmed devices.</summary>
    public ImmutableArray<CellState> States { get; init; } = [];

    /// <summary>Parasitic resistances, in ohm; 0 is an ideal connection.</summary>
    public required ArrayResistances Resistances { get; init; }

    /// <summary>The test vectors, [vectors, M]: DAC codes, for an ideal converter shares of full scale; negative for inverted inputs.</summary>
    public required ReadOnlyMemory<double> Codes { get; init; }

    /// <summary>The DACs' full scale, in volt.</summary>
    public required double FullScale { get; init; }

    /// <summary>The DACs' highest code.</summary>
    public required int MaxCode { get; init; }

    /// <summary>The currents, [vectors, N], that the solver computed for the test vectors, in ampere.</summary>
    public required ReadOnlyMemory<double> ExpectedCurrents { get; init; }

    /// <summary>Voltages over the memristors under the first test vector, row-major [M, N], in volt; empty where not known.</summary>
    public ReadOnlyMemory<double> CellVoltages { get; init; }

    /// <summary>Number of physical columns N.</summary>
    public int BitLines => ColumnNames.Length;

    /// <summary>Number of test vectors.</summary>
    public int VectorCount => Codes.Length / RowCount;

    /// <summary>The voltage of one word line's source with a test vector, in volt.</summary>
    public double VoltageOf(int wordLine, int vector = 0) => Codes.Span[(vector * RowCount) + wordLine] * FullScale / MaxCode;

    /// <summary>The codes of one word line, one per test vector.</summary>
    internal double[] CodesOf(int wordLine) => Strided(Codes.Span, wordLine, RowCount);

    /// <summary>The currents of one column, one per test vector, in ampere.</summary>
    internal ImmutableArray<double> ExpectedOf(int column) => ImmutableCollectionsMarshal.AsImmutableArray(Strided(ExpectedCurrents.Span, column, BitLines));

    /// <summary>The layer's row that drives a word line.</summary>
    public int RowOf(int wordLine) => FirstRow + (RowOrder.IsEmpty ? wordLine : RowOrder[wordLine]);

    /// <summary>Checks that lengths agree and that all values can stand in a circuit.</summary>
    /// <exception cref="ArgumentException">They do not, or cannot.</exception>
    internal void Validate()
    {
        var (m, n) = (RowCount, BitLines);
        Require(m > 0 && n > 0, "An array has at least one row and one column.");
        Require(Conductances.Length == (long)m * n, $"{m}×{n} conductances are needed, {Conductances.Length} are given.");
        Require(RowOrder.IsEmpty || RowOrder.Length == m, $"An order of {m} rows is needed, one of {RowOrder.Length} is given.");
        Require(Codes.Length >= m && Codes.Length % m == 0, $"{m} codes per test vector are needed, {Codes.Length} are given.");
        Require(MaxCode > 0, "The highest code is at least 1.");
        Require(ExpectedCurrents.Length == VectorCount * n, $"{VectorCount * n} expected currents are needed, {ExpectedCurrents.Length} are given.");
        Require(AreFinite(Conductances.Span, mayBeNegative: false), "A conductance is negative or not finite.");
        Require(AreFinite(Codes.Span, mayBeNegative: true), "A code is not finite.");
        Require(AreFinite(ExpectedCurrents.Span, mayBeNegative: true), "An expected current is not finite.");
        var r = Resistances;
        ReadOnlySpan<double> resistances = [r.WordLine, r.BitLine, r.Input, r.Output, r.Access, FullScale];
        Require(AreFinite(resistances, mayBeNegative: false), "A parasitic resistance or the full scale is negative or not finite.");
    }

    private static double[] Strided(ReadOnlySpan<double> values, int first, int stride)
    {
        var strided = new double[values.Length / stride];
        for (var k = 0; k < strided.Length; k++)
            strided[k] = values[first + (k * stride)];
        return strided;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }

    private static bool AreFinite(ReadOnlySpan<double> values, bool mayBeNegative)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value) || (value < 0 && !mayBeNegative))
                return false;
        }

        return true;
    }
}
