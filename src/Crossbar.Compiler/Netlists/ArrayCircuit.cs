namespace Crossbar.Compiler.Netlists;

/// <summary>
/// Walks the circuit of one array (design section 2): sources, R_in, word lines, cells, bit lines, R_out, virtual grounds. Where a
/// resistance is zero the two nodes are one, because a simulator divides by every resistor.
/// </summary>
internal sealed class ArrayCircuit(ArrayDeck deck, NetlistFormat format)
{
    private readonly int _rows = deck.RowCount;
    private readonly int _columns = deck.ColumnNames.Length;

    /// <summary>Writes what is inside the array, between source nodes and sense nodes.</summary>
    public void WriteArray()
    {
        WriteInputs();
        WriteWordLines();
        WriteCells();
        WriteBitLines();
        WriteOutputs();
    }

    /// <summary>Writes what is around the array: the test vector's sources and the virtual grounds.</summary>
    public void WriteSources()
    {
        format.Comment("test vector, in volt");
        for (var i = 0; i < _rows; i++)
            format.Source("Vin"u8, i, new CircuitNode(NodeKind.Source, i), deck.Voltages.Span[i]);
        format.Comment("virtual grounds, whose currents are the columns'");
        for (var j = 0; j < _columns; j++)
            format.Source(NetlistFormat.Sense, j, new CircuitNode(NodeKind.Sense, 0, j), 0);
    }

    private void WriteInputs()
    {
        if (deck.Resistances.Input == 0)
            return;
        format.Comment("source resistances");
        for (var i = 0; i < _rows; i++)
            format.Resistor(ResistorKind.Input, i, 0, new CircuitNode(NodeKind.Source, i), Top(i, 0), deck.Resistances.Input);
    }

    private void WriteWordLines()
    {
        if (deck.Resistances.WordLine == 0 || _columns == 1)
            return;
        format.Comment("word lines");
        for (var i = 0; i < _rows; i++)
            for (var j = 0; j < _columns - 1; j++)
                format.Resistor(ResistorKind.WordLine, i, j, Top(i, j), Top(i, j + 1), deck.Resistances.WordLine);
    }

    private void WriteCells()
    {
        format.Comment("memristors");
        var conductances = deck.Conductances.Span;
        var access = deck.Resistances.Access;
        for (var i = 0; i < _rows; i++)
        {
            for (var j = 0; j < _columns; j++)
            {
                var resistance = 1 / conductances[(i * _columns) + j];
                if (!double.IsFinite(resistance))
                    continue;
                var middle = access == 0 ? Bottom(i, j) : new CircuitNode(NodeKind.Access, i, j);
                format.Resistor(ResistorKind.Cell, i, j, Top(i, j), middle, resistance);
                if (access != 0)
                    format.Resistor(ResistorKind.Access, i, j, middle, Bottom(i, j), access);
            }
        }
    }

    private void WriteBitLines()
    {
        if (deck.Resistances.BitLine == 0 || _rows == 1)
            return;
        format.Comment("bit lines");
        for (var i = 0; i < _rows - 1; i++)
            for (var j = 0; j < _columns; j++)
                format.Resistor(ResistorKind.BitLine, i, j, Bottom(i, j), Bottom(i + 1, j), deck.Resistances.BitLine);
    }

    private void WriteOutputs()
    {
        if (deck.Resistances.Output == 0)
            return;
        format.Comment("sense resistances");
        for (var j = 0; j < _columns; j++)
            format.Resistor(ResistorKind.Output, 0, j, Bottom(_rows - 1, j), new CircuitNode(NodeKind.Sense, 0, j), deck.Resistances.Output);
    }

    /// <summary>The node that t[i,j] is.</summary>
    private CircuitNode Top(int i, int j)
    {
        var column = deck.Resistances.WordLine == 0 ? 0 : j;
        return column == 0 && deck.Resistances.Input == 0 ? new CircuitNode(NodeKind.Source, i) : new CircuitNode(NodeKind.WordLine, i, column);
    }

    /// <summary>The node that b[i,j] is.</summary>
    private CircuitNode Bottom(int i, int j)
    {
        var row = deck.Resistances.BitLine == 0 ? _rows - 1 : i;
        return row == _rows - 1 && deck.Resistances.Output == 0 ? new CircuitNode(NodeKind.Sense, 0, j) : new CircuitNode(NodeKind.BitLine, row, j);
    }
}
