using System.Globalization;
using Crossbar.Compiler.Options;

namespace Crossbar.Compiler.Netlists;

/// <summary>Writes one self-contained deck: header, expected currents, circuit, analysis. The same deck gives the same bytes.</summary>
public static class DeckWriter
{
    /// <summary>Writes a deck as UTF-8.</summary>
    /// <param name="deck">The array and its test vector.</param>
    /// <param name="dialect">The simulator.</param>
    /// <param name="stream">Receives the deck.</param>
    /// <exception cref="ArgumentException">Lengths in the deck do not agree, or a value cannot stand in a circuit.</exception>
    public static void Write(ArrayDeck deck, NetlistDialect dialect, Stream stream)
    {
        deck.Validate();
        var text = new NetlistText(stream);
        var format = NetlistFormat.For(dialect, text);
        WriteHeader(deck, format);
        var circuit = new ArrayCircuit(deck, format);
        circuit.WriteSources();
        circuit.WriteArray();
        format.Analysis(deck.ColumnNames.Length);
        text.Flush();
    }

    private static void WriteHeader(ArrayDeck deck, NetlistFormat format)
    {
        var (m, n, r) = (deck.RowCount, deck.ColumnNames.Length, deck.Resistances);
        format.Comment($"{deck.Model}: layer {deck.LayerIndex} '{deck.Layer}', tile {deck.TileIndex}: array of {m} rows and {n} columns");
        var (lastRow, lastColumn) = (deck.FirstRow + m - 1, deck.FirstColumn + deck.ColumnCount - 1);
        format.Comment($"Rows are the layer's inputs {deck.FirstRow} to {lastRow}; columns hold its outputs {deck.FirstColumn} to {lastColumn}.");
        format.Comment(string.Create(
            CultureInfo.InvariantCulture,
            $"Resistances in ohm: word line {r.WordLine}, bit line {r.BitLine}, input {r.Input}, output {r.Output}, access {r.Access}"));
        if (deck.ArrayIndex > 0)
            format.Comment("This is the tile's second array: it holds the negative weights and inverted inputs drive it.");
        foreach (var note in deck.Notes)
            format.Comment(note);
        format.Comment("Node t_i_j is the word line and b_i_j the bit line at cell (i, j), m_i_j lies between memristor and access transistor.");
        format.Comment("Where a resistance is 0 the two nodes that it would join are one.");
        if (!deck.RowOrder.IsEmpty)
            WriteRowOrder(deck, format);
        format.Comment("Columns:");
        for (var j = 0; j < n; j++)
            format.Comment($"{j}: {deck.ColumnNames[j]}");
        format.Comment("Column currents that the test vector should give, in ampere:");
        for (var j = 0; j < n; j++)
            format.Expectation(j, deck.ExpectedCurrents.Span[j]);
    }

    private static void WriteRowOrder(ArrayDeck deck, NetlistFormat format)
    {
        const int RowsPerLine = 16;
        format.Comment("The inputs of rows 0, 1, 2 and so on:");
        for (var i = 0; i < deck.RowCount; i += RowsPerLine)
        {
            var inputs = deck.RowOrder.AsSpan(i, Math.Min(RowsPerLine, deck.RowCount - i)).ToArray();
            format.Comment(string.Join(' ', inputs.Select(k => (deck.FirstRow + k).ToString(CultureInfo.InvariantCulture))));
        }
    }
}
