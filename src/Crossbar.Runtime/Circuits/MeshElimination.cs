namespace Crossbar.Runtime.Circuits;

/// <summary>
/// Reduces blocks of an array to meshes of conductances between their ports, by star-mesh transformations: eliminating node k joins
/// each pair (x, y) of its neighbours by g_xk·g_ky/Σg_k. Only positive numbers are added and multiplied, so that every conductance of
/// the result is accurate to a few units in the last place, however far the resistances of the array lie apart (the elimination
/// of Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107, in blocks). What joins source i and sink j is T[i, j].
/// </summary>
internal sealed unsafe class MeshElimination
{
    private const int Panel = 8;

    // Leaf blocks are reduced eight at a time, for as many of them together as fit into a near cache.
    private const int Tile = 8 * LeafProgram.Size;

    private readonly ArrayElements _array;
    private readonly LeafProgram _program;
    private readonly double* _transfer;
    private readonly int _leafStride;

    public MeshElimination(ArrayElements array, WirePattern wires, double* transfer)
    {
        _array = array;
        _program = LeafProgram.For(wires);
        _transfer = transfer;
        _leafStride = EliminationPlan.OddLines(_program.Ports);
    }

    /// <summary>Doubles of work space for a plan.</summary>
    public long WorkLength(EliminationPlan plan) =>
        plan.FrontLength +
        plan.WorkLength + LeafFronts.WorkLength(_program) + LeafFrontsLength(Tile / LeafProgram.Size * (Tile / LeafProgram.Size));

    /// <summary>Eliminates the whole array: adds its transfer matrix to that given to the constructor.</summary>
    public void Run(EliminationPlan plan, double* work) => Reduce(plan, 0, 0, default, work, work + plan.FrontLength);

    private long LeafFrontsLength(int count) => (long)count * _program.Ports * _leafStride;

    // Computes the front of the block whose first cell is (row, column). Returns where it is: for an inner leaf among the tile's.
    private double* Reduce(EliminationPlan plan, int row, int column, LeafTile tile, double* front, double* work)
    {
        var free = work;
        var shape = plan.Shape;
        if (tile.Fronts == 0 && shape is { Rows: <= Tile, Columns: <= Tile })
        {
            var (down, across) = ((shape.Rows + LeafProgram.Size - 1) / LeafProgram.Size, (shape.Columns + LeafProgram.Size - 1) / LeafProgram.Size);
            tile = new LeafTile(row + shape.Rows - down * LeafProgram.Size, column, across, (nint)free);
            free += LeafFrontsLength(down * across);
            LeafFronts.Reduce(_program, _array, tile.Row, column, down, across, (double*)tile.Fronts, _leafStride, free);
        }
        double* first = null, second = null;
        if (plan.First is not null)
        {
            var (down, right) = plan.SecondOffset;
            first = free;
            second = first + plan.First.FrontLength;
            free = second + plan.Second!.FrontLength;
            first = Reduce(plan.First, row, column, tile, first, second);
            second = Reduce(plan.Second, row + down, column + right, tile, second, free);
        }
        else if (plan.IsInnerLeaf)
        {
            return LeafFront(tile, row, column);
        }

        var e = EliminationPlan.Pad(plan.Eliminated);
        var mesh = free;
        var rows = mesh + e * plan.EliminatedStride;
        var scaled = rows + e * plan.Stride;
        var rest = scaled + e * plan.Stride;
        new Span<double>(front, checked((int)plan.FrontLength)).Clear();
        new Span<double>(mesh, checked((int)(rest - mesh))).Clear();
        if (plan.First is null)
        {
            AssembleLeaf(plan, row, column, LeafFront(tile, row + shape.Rows - LeafProgram.Size, column), front, mesh, rows);
        }
        else
        {
            Assemble(plan, plan.First, plan.FirstRuns, 0, 0, first, front, mesh, rows);
            Assemble(plan, plan.Second!, plan.SecondRuns, plan.SecondOffset.Rows, plan.SecondOffset.Columns, second, front, mesh, rows);
        }
        Eliminate(plan, plan.Eliminated, mesh, rows, scaled, rest);
        Update(plan, plan.Eliminated, row, column, front, rows, scaled, rest);
        return front;
    }

    private double* LeafFront(LeafTile tile, int row, int column) =>
        (double*)tile.Fronts + LeafFrontsLength((row - tile.Row) / LeafProgram.Size * tile.Across + (column - tile.Column) / LeafProgram.Size);

    private void AssembleLeaf(EliminationPlan plan, int row, int column, double* leaf, double* front, double* mesh, double* rows)
    {
        foreach (var x in plan.LeafPorts)
        {
            if (x.Place == LeafPlace.Terminal)
            {
                if (x.IsWord)
                    JoinTerminals(plan, row + x.Line, column, leaf + x.From * _leafStride);
                continue;
            }
            var isPort = x.Place == LeafPlace.Port;
            var target = (isPort ? front : rows) + x.To * plan.Stride;
            foreach (var y in plan.LeafPorts)
            {
                var g = leaf[x.From * _leafStride + y.From];
                if (x.From == y.From)
                    continue;
                if (y.Place == LeafPlace.Terminal)
                    target[Terminal(y)] += g;
                else if (y.Place == LeafPlace.Port)
                    target[y.To] = g;
                else if (!isPort)
                    mesh[x.To * plan.EliminatedStride + y.To] = g;
            }
            if (x.IsJoined)
                target[Terminal(x)] += x.IsWord ? _array.Input : _array.Output;
        }

        int Terminal(LeafPort port) => plan.Ports + (port.IsWord ? 0 : plan.Sources) + port.Line;
    }

    // A source without input resistor and a ground without output resistor are joined already.
    private void JoinTerminals(EliminationPlan plan, int row, int column, double* leafRow)
    {
        foreach (var y in plan.LeafPorts)
        {
            if (y.Place == LeafPlace.Terminal && !y.IsWord)
                _transfer[(long)row * _array.Columns + column + y.Line] += leafRow[y.From];
        }
    }

    private static void Assemble(
        EliminationPlan plan, EliminationPlan half, PortRun[] runs, int down, int right, double* from, double* front, double* mesh, double* rows)
    {
        foreach (var run in runs)
        {
            var source = from + run.From * half.Stride;
            var target = (run.IsEliminated ? rows : front) + run.To * plan.Stride;
            foreach (var other in runs)
            {
                if (!other.IsEliminated)
                    MeshKernels.AddBlock(run.Length, other.Length, source + other.From, half.Stride, target + other.To, plan.Stride);
                else if (run.IsEliminated)
                    MeshKernels.AddBlock(run.Length, other.Length, source + other.From, half.Stride, mesh + run.To * plan.EliminatedStride + other.To, plan.EliminatedStride);
            }
            MeshKernels.AddBlock(run.Length, half.Sources, source + half.Ports, half.Stride, target + plan.Ports + down, plan.Stride);
            MeshKernels.AddBlock(
                run.Length, half.Sinks, source + half.Ports + half.Sources, half.Stride, target + plan.Ports + plan.Sources + right, plan.Stride);
        }
    }

    // Forward elimination in panels; leaves in `scaled` the rows divided by their pivots.
    private static void Eliminate(EliminationPlan plan, int count, double* mesh, double* rows, double* scaled, double* factors)
    {
        int stride = plan.Stride, meshStride = plan.EliminatedStride;
        var inverse = stackalloc double[Panel];
        for (var begin = 0; begin < count; begin += Panel)
        {
            var end = Math.Min(begin + Panel, count);
            var padded = begin + Panel;
            var later = EliminationPlan.Pad(count) - padded;
            for (var k = begin; k < end; k++)
            {
                var own = mesh + k * meshStride;
                var sum = 0.0;
                for (var m = k + 1; m < end; m++)
                    sum += own[m];
                sum += MeshKernels.Sum(own + padded, later) + MeshKernels.Sum(rows + k * stride, stride);
                // A node that nothing is connected to carries no current: it drops out.
                inverse[k - begin] = sum > 0 ? 1 / sum : 0;
                for (var m = k + 1; m < end; m++)
                {
                    var factor = own[m] * inverse[k - begin];
                    var row = mesh + m * meshStride;
                    for (var n = m + 1; n < end; n++)
                        row[n] += factor * own[n];
                    MeshKernels.AddScaled(factor, own + padded, row + padded, later);
                    MeshKernels.AddScaled(factor, rows + k * stride, rows + m * stride, stride);
                }
            }
            for (var k = begin; k < end; k++)
                MeshKernels.Scale(inverse[k - begin], rows + k * stride, scaled + k * stride, stride);
            if (later == 0)
                break;
            for (var k = begin; k < end; k++)
                MeshKernels.Scale(inverse[k - begin], mesh + k * meshStride + padded, factors + (k - begin) * meshStride, later);
            for (var m = 0; m < later; m += 8)
            {
                MeshKernels.MultiplyTransposed(
                    8, later - m, end - begin, factors + m, meshStride, mesh + begin * meshStride + padded + m, meshStride,
                    mesh + (padded + m) * meshStride + padded + m, meshStride);
            }
            MeshKernels.MultiplyTransposed(
                later, stride, end - begin, factors, meshStride, rows + begin * stride, stride, rows + padded * stride, stride);
        }
    }

    private void Update(EliminationPlan plan, int count, int row, int column, double* front, double* rows, double* scaled, double* scratch)
    {
        var stride = plan.Stride;
        var ports = EliminationPlan.Pad(plan.Ports);
        for (var i = 0; i < ports; i += 8)
            MeshKernels.MultiplyTransposed(8, stride - i, count, scaled + i, stride, rows + i, stride, front + i * stride + i, stride);
        MeshKernels.MirrorUpper(plan.Ports, front, stride);
        if (plan.Sources == 0 || plan.Sinks == 0 || count == 0)
            return;

        var width = EliminationPlan.Pad(plan.Sinks) | 8;
        new Span<double>(scratch, EliminationPlan.Pad(plan.Sources) * width).Clear();
        MeshKernels.MultiplyTransposed(
            EliminationPlan.Pad(plan.Sources), EliminationPlan.Pad(plan.Sinks), count, scaled + plan.Ports, stride,
            rows + plan.Ports + plan.Sources, stride, scratch, width);
        MeshKernels.AddBlock(plan.Sources, plan.Sinks, scratch, width, _transfer + (long)row * _array.Columns + column, _array.Columns);
    }
}
