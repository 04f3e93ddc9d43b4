namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>What every block does with its front: put together what its halves say, eliminate what only they share.</summary>
internal static unsafe class FrontElimination
{
    private const int Panel = 8;
    private const int Block = 64;

    /// <summary>Adds what a half says about its ports: without a front about those to be eliminated now, with one about the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Assemble(
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

    /// <summary>Eliminates a block's inner nodes, left-looking in panels inside blocks, right-looking from block to block.</summary>
    /// <param name="plan">The block.</param>
    /// <param name="counted">How many columns are conductances: pivots are their sums.</param>
    /// <param name="mesh">The conductances among the nodes, [nodes, nodes].</param>
    /// <param name="scaledMesh">Receives those beyond each panel, divided by their pivots.</param>
    /// <param name="rows">The nodes' rows of the front.</param>
    /// <param name="scaled">Receives the rows divided by their pivots.</param>
    /// <param name="inverses">Receives the inverse pivots unless null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Eliminate(
        EliminationPlan plan, int counted, double* mesh, double* scaledMesh, double* rows, double* scaled, double* inverses)
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
                FactorPanel(Math.Min(Panel, count - begin), later, mesh + begin * meshStride + begin, meshStride, rows + begin * stride, stride, counted, factors, inverse);
                if (inverses is not null)
                    new ReadOnlySpan<double>(inverse, Panel).CopyTo(new Span<double>(inverses + begin, Panel));
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FactorPanel(
        int count, int later, double* mesh, int meshStride, double* rows, int stride, int counted, double* factors, double* inverse)
    {
        var beyond = stackalloc double[Panel];
        new Span<double>(factors, Panel * Panel).Clear();
        new Span<double>(inverse, Panel).Clear();
        for (var k = 0; k < count; k++)
            beyond[k] = MeshKernels.Sum(mesh + k * meshStride + Panel, later) + MeshKernels.Sum(rows + k * stride, counted);
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
}
