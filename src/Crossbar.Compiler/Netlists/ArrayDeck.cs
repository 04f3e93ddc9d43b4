using System.Collections.Immutable;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Netlists;

/// <summary>One programmed array as a circuit, with a test vector: what a deck is written from.</summary>
public sealed record ArrayDeck
{
    /// <summary>Name of the model, such as <c>ResNet20.onnx</c>.</summary>
    public required string Model { get; init; }

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

    /// <summary>The layer's column (output) that the tile begins with.</summary>
    public required int FirstColumn { get; init; }

    /// <summary>Number of the layer's columns in the array; the physical columns may be more by reference columns.</summary>
    public required int ColumnCount { get; init; }

    /// <summary>What each of the N physical columns is, such as <c>output 3</c> or <c>reference</c>, in the array's order.</summary>
    public required ImmutableArray<string> ColumnNames { get; init; }

    /// <summary>Programmed conductances, row-major [M, N], in siemens; 0 is an open cell.</summary>
    public required ReadOnlyMemory<double> Conductances { get; init; }

    /// <summary>Parasitic resistances, in ohm; 0 is an ideal connection.</summary>
    public required ArrayResistances Resistances { get; init; }

    /// <summary>The test vector [M], in volt.</summary>
    public required ReadOnlyMemory<double> Voltages { get; init; }

    /// <summary>The currents [N] that the solver computed for the test vector, in ampere.</summary>
    public required ReadOnlyMemory<double> ExpectedCurrents { get; init; }

    /// <summary>Further lines for the deck's header, such as the options used.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Checks that lengths agree and that all values can stand in a circuit.</summary>
    /// <exception cref="ArgumentException">They do not, or cannot.</exception>
    internal void Validate()
    {
        var (m, n) = (RowCount, ColumnNames.Length);
        Require(m > 0 && n > 0, "An array has at least one row and one column.");
        Require(Conductances.Length == (long)m * n, $"{m}×{n} conductances are needed, {Conductances.Length} are given.");
        Require(RowOrder.IsEmpty || RowOrder.Length == m, $"An order of {m} rows is needed, one of {RowOrder.Length} is given.");
        Require(Voltages.Length == m, $"{m} voltages are needed, {Voltages.Length} are given.");
        Require(ExpectedCurrents.Length == n, $"{n} expected currents are needed, {ExpectedCurrents.Length} are given.");
        Require(AreFinite(Conductances.Span, mayBeNegative: false), "A conductance is negative or not finite.");
        Require(AreFinite(Voltages.Span, mayBeNegative: true), "A voltage is not finite.");
        Require(AreFinite(ExpectedCurrents.Span, mayBeNegative: true), "An expected current is not finite.");
        var r = Resistances;
        ReadOnlySpan<double> resistances = [r.WordLine, r.BitLine, r.Input, r.Output, r.Access];
        Require(AreFinite(resistances, mayBeNegative: false), "A parasitic resistance is negative or not finite.");
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
