using System.Collections.Concurrent;

namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>
/// How blocks of one shape are reduced to their ports (nested dissection): the two halves first, then the nodes that only they share.
/// </summary>
/// <remarks>
/// A front is row-major, one row a port, with the columns [ports | sources | sinks]: the conductances of the mesh between them.
/// Rows are padded with zeros to <see cref="Stride"/>, the number of rows to a multiple of 8.
/// </remarks>
internal sealed class EliminationPlan
{
    private const int DriveColumns = 2;

    // Arrays of a network come in few shapes; planning one costs more than solving a small one.
    private static readonly ConcurrentDictionary<(int, int, WirePattern), EliminationPlan> Known = new();

    private EliminationPlan(BlockShape shape, WirePattern wires, bool driven, Dictionary<BlockShape, EliminationPlan> known)
    {
        Shape = shape;
        Wires = wires;
        var ports = shape.Ports(wires);
        Ports = ports.Sum(line => line.Length);
        IsDriven = driven;
        Sources = driven ? DriveColumns : shape.HasSources(wires) ? shape.Rows : 0;
        Sinks = !driven && shape.HasSinks(wires) ? shape.Columns : 0;
        Stride = OddLines(Width);
        if (shape.IsLeaf && driven)
        {
            Leaf = new NodalLeaf(shape, wires, ports);
            Eliminated = Leaf.Eliminated;
        }
        else if (shape.IsLeaf)
        {
            LeafRuns = PlaceLeafPorts();
            Eliminated = LeafRuns.Where(r => r.Place == LeafPlace.Eliminated).Sum(r => r.Length);
            IsInnerLeaf = shape is { Rows: LeafProgram.Size, Columns: LeafProgram.Size, Left: false, Right: false, Top: false, Bottom: false }
                && Sources + Sinks == 0;
        }
        else
        {
            First = Create(shape.First, wires, driven, known);
            Second = Create(shape.Second, wires, driven, known);
            var eliminated = new List<PortLine>();
            FirstRuns = Match(First.Shape, default, ports, eliminated);
            SecondRuns = Match(Second.Shape, SecondOffset, ports, eliminated);
            Eliminated = eliminated.Sum(line => line.Length);
        }
        EliminatedStride = OddLines(Eliminated);
        Operations = OwnOperations() + (First is null ? 0 : First.Operations + Second!.Operations);
        var inner = First is null ? 0 : First.FrontLength + Second!.FrontLength;
        WorkLength = inner + Pad(Eliminated) * (2L * (EliminatedStride + Stride) + 1) + Pad(Sources) * (long)OddLines(Math.Max(Sources, Sinks)) + 64;
        TotalFactorLength = FactorLength + (First is null ? 0 : First.TotalFactorLength + Second!.TotalFactorLength);
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
    public (int Rows, int Columns) SecondOffset => First is null ? default : Shape.SplitsRows ? (Shape.First.Rows, 0) : (0, Shape.First.Columns);

    /// <summary>Whether the columns of sources and grounds are replaced by those of given inputs.</summary>
    public bool IsDriven { get; }

    /// <summary>The nodes of a driven leaf block; null for others.</summary>
    public NodalLeaf? Leaf { get; }

    /// <summary>Where the ports of <see cref="LeafProgram"/> go in a leaf block; empty for others.</summary>
    public LeafRun[] LeafRuns { get; } = [];

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

    /// <summary>Columns of the front: ports, sources and sinks.</summary>
    public int Width => Ports + Sources + Sinks;

    /// <summary>Number of nodes that are eliminated here.</summary>
    public int Eliminated { get; }

    /// <summary>Floating-point operations that the method needs for the block and its parts; padding is not counted.</summary>
    public long Operations { get; }

    /// <summary>Doubles from one row of the front to the next.</summary>
    public int Stride { get; }

    /// <summary>Doubles from one row of the eliminated nodes' own mesh to the next.</summary>
    public int EliminatedStride { get; }

    /// <summary>Doubles of the front.</summary>
    public long FrontLength => (long)Pad(Ports) * Stride;

    /// <summary>Where the second half's terminals begin among the whole's columns.</summary>
    public (int Rows, int Columns) SecondTerminals => IsDriven ? default : SecondOffset;

    /// <summary>Doubles that the factors of the block itself take when they are kept: its mesh, its rows and the inverse pivots.</summary>
    public long FactorLength => Pad(Eliminated) * (EliminatedStride + (long)Stride + 1);

    /// <summary>Doubles that all factors of the block and its parts take.</summary>
    public long TotalFactorLength { get; }

    /// <summary>Doubles of work space, that of the halves included.</summary>
    public long WorkLength { get; }

    /// <summary>Plans the elimination of a whole array down to its sources and grounds.</summary>
    public static EliminationPlan Create(int rows, int columns, WirePattern wires)
    {
        const int MaxKnown = 64;
        if (Known.Count >= MaxKnown)
            Known.Clear();
        return Known.GetOrAdd((rows, columns, wires), key => Create(Whole(key.Item1, key.Item2, LeafProgram.Size), key.Item3, false, []));
    }

    /// <summary>Plans the elimination of a whole array with given inputs: the columns are [ports | conductance to terminals | current from them].</summary>
    public static EliminationPlan CreateDriven(int rows, int columns, WirePattern wires) =>
        Create(Whole(rows, columns, NodalLeaf.Size), wires, true, []);

    /// <summary>Rounds up to a multiple of 8, the doubles of a cache line.</summary>
    public static int Pad(int count) => (count + 7) & ~7;

    /// <summary>Rounds up to an odd number of cache lines: equal columns of successive rows then fall into different cache sets.</summary>
    public static int OddLines(int count) => Pad(count) | 8;

    private static BlockShape Whole(int rows, int columns, int leaf) => new(rows, columns, true, true, true, true, leaf);

    private static EliminationPlan Create(BlockShape shape, WirePattern wires, bool driven, Dictionary<BlockShape, EliminationPlan> known)
    {
        if (!known.TryGetValue(shape, out var plan))
            known.Add(shape, plan = new EliminationPlan(shape, wires, driven, known));
        return plan;
    }

    // The program's ports are those of a block inside the array; at an edge some are eliminated, some are sources or grounds, some do
    // not exist. Missing rows are the upper ones, missing columns the right ones.
    private LeafRun[] PlaceLeafPorts()
    {
        var runs = new List<LeafRun>();
        int from = 0, ports = 0, eliminated = 0;
        foreach (var line in LeafProgram.RimLines(Wires))
        {
            var (skip, length) = line.IsWord ? (LeafProgram.Size - Shape.Rows, Shape.Rows) : (0, Shape.Columns);
            var place = Place(line);
            var column = place switch
            {
                LeafPlace.Source => Ports,
                LeafPlace.Sink => Ports + Sources,
                LeafPlace.Eliminated => eliminated,
                _ => ports,
            };
            var ends = line.IsWord ? IsFirst(line) && Shape.Left && Wires.Input : IsLast(line) && Shape.Bottom && Wires.Output;
            var joined = !ends ? -1 : line.IsWord ? Ports : Ports + Sources;
            if (place != LeafPlace.None)
                runs.Add(new LeafRun(from + skip, column, column, length, place, joined));
            ports += place == LeafPlace.Port ? length : 0;
            eliminated += place == LeafPlace.Eliminated ? length : 0;
            from += LeafProgram.Size;
        }
        return [.. runs];
    }

    private long OwnOperations()
    {
        double e = Eliminated, terminals = Sources + Sinks;
        var count = e * e * e / 3 + e * e * Width + e * Ports * Ports + 2 * e * Ports * terminals + 2 * e * Sources * Sinks;
        return (long)count + (LeafRuns.Length > 0 ? LeafProgram.For(Wires).Operations : 0);
    }

    private bool IsFirst(PortLine line) => !Wires.WordLine || line.Side == 0;

    private bool IsLast(PortLine line) => !Wires.BitLine || line.Side == LeafProgram.Size - 1;

    private LeafPlace Place(PortLine line) => (line.IsWord, line.IsWord ? Wires.WordLine : Wires.BitLine) switch
    {
        (true, true) when IsFirst(line) => !Shape.Left ? LeafPlace.Port : Wires.Input ? LeafPlace.Eliminated : LeafPlace.Source,
        (true, true) => !Shape.Right ? LeafPlace.Port : Wires.FarInput ? LeafPlace.Source : LeafPlace.None,
        (true, false) => !Wires.Input ? LeafPlace.Source : Shape.Left && Shape.Right ? LeafPlace.Eliminated : LeafPlace.Port,
        (false, true) when IsLast(line) => !Shape.Bottom ? LeafPlace.Port : Wires.Output ? LeafPlace.Eliminated : LeafPlace.Sink,
        (false, true) => !Shape.Top ? LeafPlace.Port : Wires.FarOutput ? LeafPlace.Sink : LeafPlace.None,
        (false, false) => !Wires.Output ? LeafPlace.Sink : Shape.Top && Shape.Bottom ? LeafPlace.Eliminated : LeafPlace.Port,
    };

    // Lines that are no ports of the whole are eliminated.
    private PortRun[] Match(BlockShape half, (int, int) offset, PortLine[] ports, List<PortLine> eliminated)
    {
        var runs = new List<PortRun>(4);
        var from = 0;
        foreach (var own in half.Ports(Wires))
        {
            var line = own.Shift(offset, Wires);
            if (Find(ports, line) is { } to)
            {
                runs.Add(new PortRun(from, to, line.Length, false));
            }
            else
            {
                if (!eliminated.Contains(line))
                    eliminated.Add(line);
                runs.Add(new PortRun(from, Find(eliminated, line)!.Value, line.Length, true));
            }
            from += line.Length;
        }
        return [.. runs];
    }

    private static int? Find(IEnumerable<PortLine> lines, PortLine part)
    {
        var before = 0;
        foreach (var line in lines)
        {
            if (line.Contains(part))
                return before + part.First - line.First;
            before += line.Length;
        }
        return null;
    }
}
