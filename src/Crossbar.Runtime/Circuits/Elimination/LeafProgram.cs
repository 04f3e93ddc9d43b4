namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>
/// The star-mesh elimination of all inner nodes of a small square block, worked out once: which edge is multiplied into which. It
/// runs on eight blocks at a time (<see cref="LeafFronts"/>). Only depends on which wires have a resistance.
/// </summary>
internal sealed class LeafProgram
{
    /// <summary>Rows and columns of a leaf block.</summary>
    public const int Size = 8;

    private static readonly LeafProgram?[] Known = new LeafProgram?[4];

    private readonly Dictionary<(int, int), int> _edges = [];
    private readonly Stack<int> _free = [];

    private LeafProgram(WirePattern wires)
    {
        var ports = RimLines(wires).SelectMany(Nodes).ToList();
        Ports = ports.Count;
        var places = new Dictionary<CircuitNode, int>();
        foreach (var port in ports)
            places.Add(port, places.Count);

        var neighbours = new List<SortedSet<int>>();
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                var word = Place(new CircuitNode(true, i, 0).Shift(0, j, wires));
                var bit = Place(new CircuitNode(false, 0, j).Shift(i, 0, wires));
                Memristors[i * Size + j] = Join(word, bit);
                WordWires[i * Size + j] = wires.WordLine ? Join(word, Place(new CircuitNode(true, i, j + 1))) : -1;
                BitWires[i * Size + j] = wires.BitLine ? Join(bit, Place(new CircuitNode(false, i - 1, j))) : -1;
            }
        }

        var steps = new List<int>();
        var inner = Enumerable.Range(Ports, places.Count - Ports).ToHashSet();
        while (inner.Count > 0)
        {
            // Least degree first keeps the meshes small.
            var pivot = inner.MinBy(k => (neighbours[k].Count, k));
            inner.Remove(pivot);
            var around = neighbours[pivot].ToArray();
            steps.Add(around.Length);
            Operations += around.Length * (around.Length + 1L);
            foreach (var x in around)
            {
                steps.Add(Release(pivot, x));
                neighbours[x].Remove(pivot);
            }
            for (var a = 0; a < around.Length; a++)
            {
                for (var b = a + 1; b < around.Length; b++)
                    steps.Add(Join(around[a], around[b]));
            }
        }
        Steps = [.. steps];
        PortEdges = new int[Ports * Ports];
        for (var x = 0; x < Ports; x++)
        {
            for (var y = 0; y < Ports; y++)
                PortEdges[x * Ports + y] = x != y && _edges.TryGetValue((Math.Min(x, y), Math.Max(x, y)), out var edge) ? edge : 0;
        }

        int Place(CircuitNode node)
        {
            if (!places.TryGetValue(node, out var place))
                places.Add(node, place = places.Count);
            while (neighbours.Count < places.Count)
                neighbours.Add([]);
            return place;
        }

        int Join(int x, int y)
        {
            neighbours[x].Add(y);
            neighbours[y].Add(x);
            return Edge(x, y);
        }
    }

    /// <summary>Number of nodes that a block shares with its surroundings, in the order of <see cref="RimLines"/>.</summary>
    public int Ports { get; }

    /// <summary>Number of places for edges; place 0 stays zero.</summary>
    public int EdgeCount { get; private set; } = 1;

    /// <summary>For every cell the edge of its memristor.</summary>
    public int[] Memristors { get; } = new int[Size * Size];

    /// <summary>For every cell the edge of the word-line segment to its right; -1 without resistance.</summary>
    public int[] WordWires { get; } = new int[Size * Size];

    /// <summary>For every cell the edge of the bit-line segment above it; -1 without resistance.</summary>
    public int[] BitWires { get; } = new int[Size * Size];

    /// <summary>Number of floating-point operations for one block.</summary>
    public long Operations { get; }

    /// <summary>For every pivot: the number n of its edges, those edges, and the n(n-1)/2 edges that they are multiplied into.</summary>
    public int[] Steps { get; }

    /// <summary>The edge between two ports, [ports, ports]; 0 for none.</summary>
    public int[] PortEdges { get; }

    /// <summary>The program's ports in their order; whether they are sources or grounds is not its concern.</summary>
    public static PortLine[] RimLines(WirePattern wires) =>
        new BlockShape(Size, Size, false, false, false, false, Size).Ports(wires with { Input = true, Output = true });

    /// <summary>The program for an array's wires.</summary>
    public static LeafProgram For(WirePattern wires)
    {
        ref var known = ref Known[(wires.WordLine ? 1 : 0) + (wires.BitLine ? 2 : 0)];
        return Volatile.Read(ref known) ?? (known = new LeafProgram(wires));
    }

    private static IEnumerable<CircuitNode> Nodes(PortLine line) =>
        Enumerable.Range(line.First, line.Length).Select(k => line.IsWord ? new CircuitNode(true, k, line.Side) : new CircuitNode(false, line.Side, k));

    // Edges of eliminated nodes give their places, zero again, to later ones.
    private int Edge(int x, int y)
    {
        var key = (Math.Min(x, y), Math.Max(x, y));
        if (!_edges.TryGetValue(key, out var edge))
            _edges.Add(key, edge = _free.TryPop(out var place) ? place : EdgeCount++);
        return edge;
    }

    private int Release(int x, int y)
    {
        _edges.Remove((Math.Min(x, y), Math.Max(x, y)), out var edge);
        _free.Push(edge);
        return edge;
    }
}
