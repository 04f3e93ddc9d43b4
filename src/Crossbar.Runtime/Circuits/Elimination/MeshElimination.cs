namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>
/// Reduces blocks of an array to meshes of conductances between their ports, by star-mesh transformations: eliminating node k joins
/// each pair (x, y) of its neighbours by g_xk·g_ky/Σg_k. Only positive numbers are added and multiplied, so that every conductance of
/// the result is accurate to a few units in the last place, however far the resistances of the array lie apart (the elimination
/// of Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107, in blocks). What joins source i and sink j is T[i, j];
/// what joins sources i and k is how far one drives the other backwards (<see cref="InputAdmittance"/>).
/// </summary>
internal sealed unsafe class MeshElimination
{
    // Leaf blocks are reduced eight at a time, for as many of them together as fit into a near cache.
    private const int Tile = 4 * LeafProgram.Size;

    private readonly ArrayElements _array;
    private readonly LeafProgram _program;
    private readonly double* _transfer;
    private readonly double* _mutual;
    private readonly int _leafStride;

    /// <summary>Prepares the elimination of an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="wires">Which resistors exist.</param>
    /// <param name="transfer">What joins sources and sinks is added to this, [M, N].</param>
    /// <param name="mutual">What joins sources among each other is added to the upper triangle of this, [M, M]; null where nobody asks.</param>
    public MeshElimination(ArrayElements array, WirePattern wires, double* transfer, double* mutual)
    {
        _array = array;
        _program = LeafProgram.For(wires);
        _transfer = transfer;
        _mutual = mutual;
        _leafStride = EliminationPlan.OddLines(_program.Ports);
    }

    /// <summary>Doubles of work space for a plan.</summary>
    public long WorkLength(EliminationPlan plan) =>
        plan.FrontLength + plan.WorkLength + LeafFronts.WorkLength(_program) + LeafFrontsLength(Tile / LeafProgram.Size * (Tile / LeafProgram.Size));

    /// <summary>Eliminates the whole array: adds what is left of it to the matrices given to the constructor.</summary>
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
        FrontElimination.Eliminate(plan, EliminationPlan.Pad(plan.Width), mesh, scaledMesh, rows, scaled, null);
        if (plan.Ports > 0)
        {
            MeshKernels.MultiplyTransposed(
                EliminationPlan.Pad(plan.Ports), EliminationPlan.Pad(plan.Width), plan.Eliminated, scaled, plan.Stride, rows, plan.Stride,
                front, plan.Stride, add: false, upper: true);
            AssembleHalves(front);
        }
        MeshKernels.MirrorUpper(plan.Ports, front, plan.Stride);
        JoinTransfer(plan, row, column, rows, scaled, rest);
        if (_mutual is not null)
            JoinSources(plan, row, rows, scaled, rest);
        return front;

        void AssembleHalves(double* target)
        {
            if (leaf is not null)
            {
                AssembleLeaf(plan, row, column, leaf, target, mesh, rows);
                return;
            }
            FrontElimination.Assemble(plan, plan.First!, plan.FirstRuns, default, first, target, mesh, rows);
            FrontElimination.Assemble(plan, plan.Second!, plan.SecondRuns, plan.SecondTerminals, second, target, mesh, rows);
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
                    else if (other.Place == LeafPlace.Source && _mutual is not null)
                        AddUpper(run.Length, source + other.From, _leafStride, row);
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

    private void JoinSources(EliminationPlan plan, int row, double* rows, double* scaled, double* scratch)
    {
        if (plan.Sources == 0 || plan.Eliminated == 0)
            return;
        var width = EliminationPlan.OddLines(plan.Sources);
        MeshKernels.MultiplyTransposed(
            EliminationPlan.Pad(plan.Sources), EliminationPlan.Pad(plan.Sources), plan.Eliminated, scaled + plan.Ports, plan.Stride,
            rows + plan.Ports, plan.Stride, scratch, width, add: false, upper: true);
        AddUpper(plan.Sources, scratch, width, row);
    }

    private void AddUpper(int count, double* from, int stride, int row)
    {
        for (var i = 0; i < count; i++)
            MeshKernels.AddBlock(1, count - i - 1, from + i * (stride + 1) + 1, stride, _mutual + (long)(row + i) * (_array.Rows + 1) + 1, _array.Rows);
    }
}
