namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>The nodes of a small block of cells, numbered: ports as in <see cref="BlockShape.Ports"/>, then those to be eliminated.</summary>
internal sealed class NodalLeaf
{
    /// <summary>Maximum number of rows and of columns.</summary>
    public const int Size = 4;

    /// <summary>One with a row's source.</summary>
    public const int Source = -1;

    /// <summary>One with a column's virtual ground.</summary>
    public const int Sink = -2;

    /// <summary>No node.</summary>
    public const int None = -3;

    private readonly int _rows;
    private readonly int _columns;
    private readonly int[] _words;
    private readonly int[] _bits;

    public NodalLeaf(BlockShape shape, WirePattern wires, PortLine[] ports)
    {
        (_rows, _columns) = (shape.Rows, shape.Columns);
        var places = new Dictionary<CircuitNode, int>();
        foreach (var line in ports)
        {
            for (var k = 0; k < line.Length; k++)
                places.Add(line.IsWord ? new CircuitNode(true, k, line.Side) : new CircuitNode(false, line.Side, k), places.Count);
        }
        var portCount = places.Count;
        _words = new int[_rows * (_columns + 1)];
        _bits = new int[(_rows + 1) * _columns];
        for (var i = 0; i < _rows; i++)
        {
            for (var j = 0; j <= _columns; j++)
                _words[i * (_columns + 1) + j] = PlaceWord(i, j);
        }
        for (var i = -1; i < _rows; i++)
        {
            for (var j = 0; j < _columns; j++)
                _bits[(i + 1) * _columns + j] = PlaceBit(i, j);
        }
        Eliminated = places.Count - portCount;

        int PlaceWord(int i, int j)
        {
            if (j == _columns && (shape.Right || !wires.WordLine))
                return None;
            var isFirst = wires.WordLine ? shape.Left && j == 0 : true;
            return isFirst && !wires.Input ? Source : Number(new CircuitNode(true, i, wires.WordLine ? j : 0));
        }

        int PlaceBit(int i, int j)
        {
            if (i < 0 && (shape.Top || !wires.BitLine))
                return None;
            var isLast = wires.BitLine ? shape.Bottom && i == _rows - 1 : true;
            return isLast && !wires.Output ? Sink : Number(new CircuitNode(false, wires.BitLine ? i : 0, j));
        }

        int Number(CircuitNode node)
        {
            if (!places.TryGetValue(node, out var place))
                places.Add(node, place = places.Count);
            return place;
        }
    }

    /// <summary>Number of nodes to be eliminated.</summary>
    public int Eliminated { get; }

    /// <summary>The word-line node of a cell; column may be one too great: the node to the right of the block.</summary>
    public int Word(int row, int column) => _words[row * (_columns + 1) + column];

    /// <summary>The bit-line node of a cell; row may be -1: the node above the block.</summary>
    public int Bit(int row, int column) => _bits[(row + 1) * _columns + column];
}
