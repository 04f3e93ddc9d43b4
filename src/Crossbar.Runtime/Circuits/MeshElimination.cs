namespace Crossbar.Runtime.Circuits;

/// <summary>
/// Reduces blocks of an array to meshes of conductances between their ports, by star-mesh transformations: eliminating node k joins
/// each pair (x, y) of its neighbours by g_xk·g_ky/Σg_k. Only positive numbers are added and multiplied, so that every conductance of
/// the result is accurate to a few units in the last place, however far the resistances of the array lie apart (the elimination
/// of Grassmann, Taksar and Heyman, Operations Research 33 (1985) 1107, in blocks). What joins source i and sink j is T[i, j].
/// </summary>
internal readonly unsafe struct MeshElimination
{
    private const int Panel = 8;

    private readonly int _columns;
    private readonly double* _conductances;
    private readonly double* _transfer;
    private readonly double _word;
    private readonly double _bit;
    private readonly double _input;
    private readonly double _output;
    private readonly double _access;

    public MeshElimination(int columns, double* conductances, double* transfer, ArrayResistances resistances)
    {
        _columns = columns;
        _conductances = conductances;
        _transfer = transfer;
        _word = 1 / resistances.WordLine;
        _bit = 1 / resistances.BitLine;
        _input = 1 / resistances.Input;
        _output = 1 / resistances.Output;
        _access = resistances.Access;
    }

    /// <summary>Computes the front of the block whose first cell is (row, column).</summary>
    public void Reduce(EliminationPlan plan, int row, int column, double* front, double* work)
    {
        var free = work;
        double* first = null, second = null;
        if (plan.First is not null)
        {
            var (down, right) = plan.SecondOffset;
            first = free;
            second = first + plan.First.FrontLength;
            free = second + plan.Second!.FrontLength;
            Reduce(plan.First, row, column, first, second);
            Reduce(plan.Second, row + down, column + right, second, free);
        }

        var e = EliminationPlan.Pad(plan.Eliminated);
        var mesh = free;
        var rows = mesh + e * plan.EliminatedStride;
        var scaled = rows + e * plan.Stride;
        var rest = scaled + e * plan.Stride;
        new Span<double>(front, checked((int)plan.FrontLength)).Clear();
        new Span<double>(mesh, checked((int)(rest - mesh))).Clear();

        var eliminated = plan.Eliminated;
        if (plan.First is null)
        {
            eliminated = AssembleCell(plan, row, column, front, mesh, rows);
        }
        else
        {
            Assemble(plan, plan.First, plan.FirstRuns, 0, 0, first, front, mesh, rows);
            Assemble(plan, plan.Second!, plan.SecondRuns, plan.SecondOffset.Rows, plan.SecondOffset.Columns, second, front, mesh, rows);
        }
        Eliminate(plan, eliminated, mesh, rows, scaled, rest);
        Update(plan, eliminated, row, column, front, rows, scaled, rest);
    }

    // One cell: its nodes are numbered here as in BlockShape.Ports, sources and sinks follow them.
    private int AssembleCell(EliminationPlan plan, int row, int column, double* front, double* mesh, double* rows)
    {
        var shape = plan.Shape;
        var wires = plan.Wires;
        var g = _conductances[(long)row * _columns + column];
        g /= 1 + g * _access;
        int port = 0, eliminated = 0;
        const int Source = -1, Sink = -2, None = -3, FirstEliminated = 1 << 20;
        int word, right = None, above = None, bit;

        if (wires.WordLine)
        {
            word = !shape.Left ? port++ : wires.Input ? FirstEliminated + eliminated++ : Source;
            if (!shape.Right)
                right = port++;
        }
        else
        {
            word = !wires.Input ? Source : shape.Left && shape.Right ? FirstEliminated + eliminated++ : port++;
        }
        if (wires.BitLine)
        {
            if (!shape.Top)
                above = port++;
            bit = !shape.Bottom ? port++ : wires.Output ? FirstEliminated + eliminated++ : Sink;
        }
        else
        {
            bit = !wires.Output ? Sink : shape.Top && shape.Bottom ? FirstEliminated + eliminated++ : port++;
        }

        var transfer = _transfer + (long)row * _columns + column;
        Join(word, bit, g);
        if (right != None)
            Join(word, right, _word);
        if (above != None)
            Join(above, bit, _bit);
        if (shape.Left && wires.Input)
            Join(Source, word, _input);
        if (shape.Bottom && wires.Output)
            Join(bit, Sink, _output);
        return eliminated;

        void Join(int x, int y, double conductance)
        {
            if (x < 0 && y < 0)
            {
                *transfer += conductance;
                return;
            }
            Put(x, y, conductance);
            Put(y, x, conductance);
        }

        void Put(int x, int y, double conductance)
        {
            if (x < 0)
                return;
            var at = y == Source ? plan.Ports : y == Sink ? plan.Ports + plan.Sources : y;
            if (x < FirstEliminated)
            {
                if (at < FirstEliminated)
                    front[x * plan.Stride + at] += conductance;
            }
            else if (at < FirstEliminated)
            {
                rows[(x - FirstEliminated) * plan.Stride + at] += conductance;
            }
            else
            {
                mesh[(x - FirstEliminated) * plan.EliminatedStride + at - FirstEliminated] += conductance;
            }
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
        MeshKernels.AddBlock(plan.Sources, plan.Sinks, scratch, width, _transfer + (long)row * _columns + column, _columns);
    }
}
