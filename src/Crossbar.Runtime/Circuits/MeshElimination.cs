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
    private const int Block = 64;

    // Leaf blocks are reduced eight at a time, for as many of them together as fit into a near cache.
    private const int Tile = 4 * LeafProgram.Size;

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
        var scaledMesh = scaled + e * plan.Stride;
        var rest = scaledMesh + e * plan.EliminatedStride;
        new Span<double>(mesh, checked((int)(scaled - mesh))).Clear();
        var leaf = plan.First is null ? LeafFront(tile, row + shape.Rows - LeafProgram.Size, column) : null;
        AssembleHalves(null);
        Eliminate(plan, mesh, scaledMesh, rows, scaled);
        if (plan.Ports > 0)
        {
            MeshKernels.MultiplyTransposed(
                EliminationPlan.Pad(plan.Ports), EliminationPlan.Pad(plan.Width), plan.Eliminated, scaled, plan.Stride, rows, plan.Stride,
                front, plan.Stride, add: false, upper: true);
            AssembleHalves(front);
        }
        MeshKernels.MirrorUpper(plan.Ports, front, plan.Stride);
        JoinTransfer(plan, row, column, rows, scaled, rest);
        return front;

        void AssembleHalves(double* target)
        {
            if (leaf is not null)
            {
                AssembleLeaf(plan, row, column, leaf, target, mesh, rows);
                return;
            }
            Assemble(plan, plan.First!, plan.FirstRuns, default, first, target, mesh, rows);
            Assemble(plan, plan.Second!, plan.SecondRuns, plan.SecondOffset, second, target, mesh, rows);
        }
    }

    private double* LeafFront(LeafTile tile, int row, int column) =>
        (double*)tile.Fronts + LeafFrontsLength((row - tile.Row) / LeafProgram.Size * tile.Across + (column - tile.Column) / LeafProgram.Size);

    // Adds what a leaf block at the array's edge says: without a front what concerns nodes to be eliminated, with one the rest.
    private void AssembleLeaf(EliminationPlan plan, int row, int column, double* leaf, double* front, double* mesh, double* rows)
    {
        foreach (var run in plan.LeafRuns)
        {
            var source = leaf + run.From * _leafStride;
            if (run.Place == LeafPlace.Source && front is null)
            {
                // Without resistors between, memristors join sources and grounds.
                foreach (var other in plan.LeafRuns)
                {
                    if (other.Place == LeafPlace.Sink)
                        MeshKernels.AddBlock(run.Length, other.Length, source + other.From, _leafStride, _transfer + (long)row * _array.Columns + column, _array.Columns);
                }
            }
            if (run.Place != (front is null ? LeafPlace.Eliminated : LeafPlace.Port))
                continue;
            var target = (front is null ? rows : front) + run.To * plan.Stride;
            foreach (var other in plan.LeafRuns)
            {
                if (other.Place != LeafPlace.Eliminated)
                    MeshKernels.AddBlock(run.Length, other.Length, source + other.From, _leafStride, target + other.Column, plan.Stride);
                else if (front is null)
                    MeshKernels.AddBlock(run.Length, other.Length, source + other.From, _leafStride, mesh + run.To * plan.EliminatedStride + other.Column, plan.EliminatedStride);
            }
            for (var k = 0; k < run.Length && run.Joined >= 0; k++)
                target[k * plan.Stride + run.Joined + k] += run.Joined >= plan.Ports + plan.Sources ? _array.Output : _array.Input;
        }
    }

    // Adds what a half says about its ports: those to be eliminated now into mesh and rows, the others into the front's upper triangle.
    private static void Assemble(
        EliminationPlan plan, EliminationPlan half, PortRun[] runs, (int Rows, int Columns) offset, double* from, double* front, double* mesh, double* rows)
    {
        foreach (var run in runs)
        {
            if (run.IsEliminated != front is null)
                continue;
            var source = from + run.From * half.Stride;
            var target = (run.IsEliminated ? rows : front) + run.To * plan.Stride;
            foreach (var other in runs)
            {
                if (!other.IsEliminated)
                {
                    if (run.IsEliminated || other.To >= run.To)
                        MeshKernels.AddBlock(run.Length, other.Length, source + other.From, half.Stride, target + other.To, plan.Stride);
                }
                else if (run.IsEliminated)
                {
                    MeshKernels.AddBlock(
                        run.Length, other.Length, source + other.From, half.Stride, mesh + run.To * plan.EliminatedStride + other.To, plan.EliminatedStride);
                }
            }
            MeshKernels.AddBlock(run.Length, half.Sources, source + half.Ports, half.Stride, target + plan.Ports + offset.Rows, plan.Stride);
            MeshKernels.AddBlock(
                run.Length, half.Sinks, source + half.Ports + half.Sources, half.Stride, target + plan.Ports + plan.Sources + offset.Columns, plan.Stride);
        }
    }

    // Forward elimination, left-looking in panels inside blocks, right-looking from block to block. Leaves in `scaled` the rows divided by their pivots.
    private static void Eliminate(EliminationPlan plan, double* mesh, double* scaledMesh, double* rows, double* scaled)
    {
        int count = plan.Eliminated, stride = plan.Stride, meshStride = plan.EliminatedStride;
        int padded = EliminationPlan.Pad(count), width = EliminationPlan.Pad(plan.Width);
        var factors = stackalloc double[Panel * Panel];
        var inverse = stackalloc double[Panel];
        for (var block = 0; block < count; block += Block)
        {
            var blockEnd = Math.Min(block + Block, padded);
            for (var begin = block; begin < blockEnd; begin += Panel)
            {
                var after = begin + Panel;
                var later = padded - after;
                if (begin > block)
                {
                    var pivots = scaledMesh + block * meshStride + begin;
                    MeshKernels.MultiplyTransposed(
                        Panel, later + Panel, begin - block, pivots, meshStride, mesh + block * meshStride + begin, meshStride,
                        mesh + begin * meshStride + begin, meshStride, add: true);
                    MeshKernels.MultiplyTransposed(
                        Panel, width, begin - block, pivots, meshStride, rows + block * stride, stride, rows + begin * stride, stride, add: true);
                }
                FactorPanel(Math.Min(Panel, count - begin), later, width, mesh + begin * meshStride + begin, meshStride, rows + begin * stride, stride, factors, inverse);
                MeshKernels.SolvePanel(later, factors, inverse, mesh + begin * meshStride + after, scaledMesh + begin * meshStride + after, meshStride);
                MeshKernels.SolvePanel(width, factors, inverse, rows + begin * stride, scaled + begin * stride, stride);
            }
            if (padded - blockEnd is var rest and > 0)
            {
                var pivots = scaledMesh + block * meshStride + blockEnd;
                MeshKernels.MultiplyTransposed(
                    rest, rest, blockEnd - block, pivots, meshStride, mesh + block * meshStride + blockEnd, meshStride,
                    mesh + blockEnd * meshStride + blockEnd, meshStride, add: true, upper: true);
                MeshKernels.MultiplyTransposed(
                    rest, width, blockEnd - block, pivots, meshStride, rows + block * stride, stride, rows + blockEnd * stride, stride, add: true);
            }
        }
    }

    // The panel's own mesh. All that lies beyond counts only by its sum, which is eliminated along like one more node.
    private static void FactorPanel(
        int count, int later, int width, double* mesh, int meshStride, double* rows, int stride, double* factors, double* inverse)
    {
        var beyond = stackalloc double[Panel];
        new Span<double>(factors, Panel * Panel).Clear();
        new Span<double>(inverse, Panel).Clear();
        for (var k = 0; k < count; k++)
            beyond[k] = MeshKernels.Sum(mesh + k * meshStride + Panel, later) + MeshKernels.Sum(rows + k * stride, width);
        for (var k = 0; k < count; k++)
        {
            var own = mesh + k * meshStride;
            var sum = beyond[k];
            for (var m = k + 1; m < count; m++)
                sum += own[m];
            // A node that nothing is connected to carries no current: it drops out.
            inverse[k] = sum > 0 ? 1 / sum : 0;
            for (var m = k + 1; m < count; m++)
            {
                var factor = own[m] * inverse[k];
                factors[k * Panel + m] = factor;
                beyond[m] += factor * beyond[k];
                for (var n = m + 1; n < count; n++)
                    mesh[m * meshStride + n] += factor * own[n];
            }
        }
    }

    private void JoinTransfer(EliminationPlan plan, int row, int column, double* rows, double* scaled, double* scratch)
    {
        if (plan.Sources == 0 || plan.Sinks == 0 || plan.Eliminated == 0)
            return;
        var width = EliminationPlan.OddLines(plan.Sinks);
        MeshKernels.MultiplyTransposed(
            EliminationPlan.Pad(plan.Sources), EliminationPlan.Pad(plan.Sinks), plan.Eliminated, scaled + plan.Ports, plan.Stride,
            rows + plan.Ports + plan.Sources, plan.Stride, scratch, width, add: false);
        MeshKernels.AddBlock(plan.Sources, plan.Sinks, scratch, width, _transfer + (long)row * _array.Columns + column, _array.Columns);
    }
}
