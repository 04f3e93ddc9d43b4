namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>
/// The array written out as a list of resistors between named nodes, element by element, with no knowledge of how it will be solved.
/// Resistors of 0 Ω join their nodes.
/// </summary>
internal sealed class ResistorNetwork
{
    private readonly int[] _parent;

    public ResistorNetwork(int rows, int columns, double[] conductances, ArrayResistances resistances)
    {
        (Rows, Columns) = (rows, columns);
        _parent = [.. Enumerable.Range(0, rows + columns + 2 * rows * columns)];
        for (var i = 0; i < rows; i++)
        {
            Resistor(Source(i), Word(i, 0), resistances.Input);
            for (var j = 0; j + 1 < columns; j++)
                Resistor(Word(i, j), Word(i, j + 1), resistances.WordLine);
            if (resistances.DriveEnds == LineEnds.Both)
                Resistor(Source(i), Word(i, columns - 1), resistances.Input);
        }
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i + 1 < rows; i++)
                Resistor(Bit(i, j), Bit(i + 1, j), resistances.BitLine);
            Resistor(Bit(rows - 1, j), Sink(j), resistances.Output);
            if (resistances.SenseEnds == LineEnds.Both)
                Resistor(Bit(0, j), Sink(j), resistances.Output);
        }
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                if (conductances[i * columns + j] is var g and > 0)
                    Resistor(Word(i, j), Bit(i, j), 1 / g + resistances.Access);
            }
        }
    }

    public int Rows { get; }

    public int Columns { get; }

    public List<(int From, int To, double Conductance)> Elements { get; } = [];

    public int NodeCount => _parent.Length;

    public static int Source(int i) => i;

    public int Sink(int j) => Rows + j;

    public int Word(int i, int j) => Rows + Columns + 2 * (i * Columns + j);

    public int Bit(int i, int j) => Word(i, j) + 1;

    /// <summary>The terminal (source or sink) or free node that a node is one with.</summary>
    public int Root(int node)
    {
        while (_parent[node] != node)
            node = _parent[node];
        return node;
    }

    private void Resistor(int x, int y, double ohm)
    {
        if (ohm > 0)
        {
            Elements.Add((x, y, 1 / ohm));
            return;
        }
        var (a, b) = (Root(x), Root(y));
        _parent[Math.Max(a, b)] = Math.Min(a, b);
    }
}
