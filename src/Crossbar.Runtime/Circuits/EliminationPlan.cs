namespace Crossbar.Runtime.Circuits;

/// <summary>
/// How blocks of one shape are reduced to their ports (nested dissection): the two halves first, then the nodes that only they share.
/// </summary>
/// <remarks>
/// A front is row-major, one row a port, with the columns [ports | sources | sinks]: the conductances of the mesh between them.
/// Rows are padded with zeros to <see cref="Stride"/>, the number of rows to a multiple of 8.
/// </remarks>
internal sealed class EliminationPlan
{
    private EliminationPlan(BlockShape shape, WirePattern wires, Dictionary<BlockShape, EliminationPlan> known)
    {
        Shape = shape;
        Wires = wires;
        var ports = shape.Ports(wires);
        Ports = ports.Count;
        Sources = shape.HasSources(wires) ? shape.Rows : 0;
        Sinks = shape.HasSinks(wires) ? shape.Columns : 0;
        Stride = OddLines(Ports + Sources + Sinks);
        if (shape.IsLeaf)
        {
            LeafPorts = PlaceLeafPorts(shape, wires);
            Eliminated = LeafPorts.Count(p => p.Place == LeafPlace.Eliminated);
            IsInnerLeaf = shape is { Rows: LeafProgram.Size, Columns: LeafProgram.Size, Left: false, Right: false, Top: false, Bottom: false }
                && Sources + Sinks == 0;
        }
        else
        {
            First = Create(shape.First, wires, known);
            Second = Create(shape.Second, wires, known);
            var place = new Dictionary<CircuitNode, int>();
            for (var i = 0; i < ports.Count; i++)
                place.Add(ports[i], i);
            var (rows, columns) = SecondOffset;
            FirstRuns = Match(First.Shape.Ports(wires), place);
            SecondRuns = Match(Second.Shape.Ports(wires).ConvertAll(n => n.Shift(rows, columns, wires)), place);
            Eliminated = place.Count - ports.Count;
        }
        EliminatedStride = OddLines(Eliminated);
        var inner = First is null ? 0 : First.FrontLength + Second!.FrontLength;
        WorkLength = inner + Pad(Eliminated) * (EliminatedStride + 2L * Stride) + 8L * EliminatedStride + Pad(Sources) * (long)OddLines(Sinks) + 64;
        if (First is not null)
            WorkLength = Math.Max(WorkLength, Math.Max(First.FrontLength + First.WorkLength, inner + Second!.WorkLength));
    }

    /// <summary>The shape this plan is for.</summary>
    public BlockShape Shape { get; }

    /// <summary>Which resistors exist.</summary>
    public WirePattern Wires { get; }

    /// <summary>The plan of the upper or left half; null for a leaf.</summary>
    public EliminationPlan? First { get; }

    /// <summary>The plan of the lower or right half; null for a leaf.</summary>
    public EliminationPlan? Second { get; }

    /// <summary>Where the second half begins.</summary>
    public (int Rows, int Columns) SecondOffset => Shape.SplitsRows ? (Shape.First.Rows, 0) : (0, Shape.First.Columns);

    /// <summary>Where the ports of <see cref="LeafProgram"/> go in a leaf block; empty for others.</summary>
    public LeafPort[] LeafPorts { get; } = [];

    /// <summary>Whether the result of <see cref="LeafProgram"/> is the front of this leaf block as it is.</summary>
    public bool IsInnerLeaf { get; }

    /// <summary>Where the first half's ports go.</summary>
    public PortRun[] FirstRuns { get; } = [];

    /// <summary>Where the second half's ports go.</summary>
    public PortRun[] SecondRuns { get; } = [];

    /// <summary>Number of nodes that remain.</summary>
    public int Ports { get; }

    /// <summary>Number of voltage sources connected to them.</summary>
    public int Sources { get; }

    /// <summary>Number of virtual grounds connected to them.</summary>
    public int Sinks { get; }

    /// <summary>Number of nodes that are eliminated here.</summary>
    public int Eliminated { get; }

    /// <summary>Doubles from one row of the front to the next.</summary>
    public int Stride { get; }

    /// <summary>Doubles from one row of the eliminated nodes' own mesh to the next.</summary>
    public int EliminatedStride { get; }

    /// <summary>Doubles of the front.</summary>
    public long FrontLength => (long)Pad(Ports) * Stride;

    /// <summary>Doubles of work space, that of the halves included.</summary>
    public long WorkLength { get; }

    /// <summary>Plans the elimination of a whole array.</summary>
    public static EliminationPlan Create(int rows, int columns, WirePattern wires) =>
        Create(new BlockShape(rows, columns, true, true, true, true), wires, []);

    /// <summary>Rounds up to a multiple of 8, the doubles of a cache line.</summary>
    public static int Pad(int count) => (count + 7) & ~7;

    /// <summary>Rounds up to an odd number of cache lines: equal columns of successive rows then fall into different cache sets.</summary>
    public static int OddLines(int count) => Pad(count) | 8;

    private static EliminationPlan Create(BlockShape shape, WirePattern wires, Dictionary<BlockShape, EliminationPlan> known)
    {
        if (!known.TryGetValue(shape, out var plan))
            known.Add(shape, plan = new EliminationPlan(shape, wires, known));
        return plan;
    }

    // The program's ports are those of a block inside the array; at an edge some are eliminated, some are sources or grounds, some do
    // not exist. Missing rows are the upper ones, missing columns the right ones.
    private static LeafPort[] PlaceLeafPorts(BlockShape shape, WirePattern wires)
    {
        const int Size = LeafProgram.Size;
        var missing = Size - shape.Rows;
        var result = new List<LeafPort>();
        int from = 0, ports = 0, eliminated = 0;
        foreach (var node in LeafProgram.RimNodes(wires))
        {
            var index = node.IsWord ? node.Row - missing : node.Column;
            if (index >= 0 && index < (node.IsWord ? shape.Rows : shape.Columns) && Place(node) is { } place)
            {
                var to = place == LeafPlace.Port ? ports++ : place == LeafPlace.Eliminated ? eliminated++ : index;
                var joined = node.IsWord ? IsFirst(node) && shape.Left && wires.Input : IsLast(node) && shape.Bottom && wires.Output;
                result.Add(new LeafPort(from, place, to, node.IsWord, index, joined));
            }
            from++;
        }
        return [.. result];

        bool IsFirst(CircuitNode node) => !wires.WordLine || node.Column == 0;
        bool IsLast(CircuitNode node) => !wires.BitLine || node.Row == Size - 1;

        LeafPlace? Place(CircuitNode node) => (node.IsWord, node.IsWord ? wires.WordLine : wires.BitLine) switch
        {
            (true, true) when IsFirst(node) => !shape.Left ? LeafPlace.Port : wires.Input ? LeafPlace.Eliminated : LeafPlace.Terminal,
            (true, true) => shape.Right ? null : LeafPlace.Port,
            (true, false) => !wires.Input ? LeafPlace.Terminal : shape.Left && shape.Right ? LeafPlace.Eliminated : LeafPlace.Port,
            (false, true) when IsLast(node) => !shape.Bottom ? LeafPlace.Port : wires.Output ? LeafPlace.Eliminated : LeafPlace.Terminal,
            (false, true) => shape.Top ? null : LeafPlace.Port,
            (false, false) => !wires.Output ? LeafPlace.Terminal : shape.Top && shape.Bottom ? LeafPlace.Eliminated : LeafPlace.Port,
        };
    }

    // Nodes that are no ports of the whole are numbered after them, in order of appearance.
    private PortRun[] Match(List<CircuitNode> nodes, Dictionary<CircuitNode, int> place)
    {
        var runs = new List<PortRun>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (!place.TryGetValue(nodes[i], out var to))
                place.Add(nodes[i], to = place.Count);
            var eliminated = to >= Ports;
            to = eliminated ? to - Ports : to;
            if (runs.Count > 0 && runs[^1] is var last && last.IsEliminated == eliminated && last.To + last.Length == to)
                runs[^1] = last with { Length = last.Length + 1 };
            else
                runs.Add(new PortRun(i, to, 1, eliminated));
        }
        return [.. runs];
    }
}
