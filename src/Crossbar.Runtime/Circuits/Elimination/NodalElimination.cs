using System.Buffers;

namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>
/// Solves a linear array for its node voltages under one input, by the elimination of <see cref="MeshElimination"/> with two columns
/// for the terminals, conductance to them and current from them, and substitution back. The voltage of a node is an average of its
/// neighbours' with positive weights, so that it too is accurate to a few units in the last place where no currents are injected.
/// </summary>
internal sealed unsafe class NodalElimination
{
    // Factors of blocks up to this many cells are kept, larger ones computed again on the way back: memory stays bounded.
    private const int KeptCells = 256 * 256;

    private readonly ArrayElements _array;
    private readonly EliminationPlan _plan;
    private readonly double* _intoWords;
    private readonly double* _intoBits;
    private readonly double* _inputs;
    private readonly double* _words;
    private readonly double* _bits;

    private NodalElimination(EliminationPlan plan, ArrayElements array, double* intoWords, double* intoBits, double* inputs, double* words, double* bits)
    {
        _plan = plan;
        _array = array;
        _intoWords = intoWords;
        _intoBits = intoBits;
        _inputs = inputs;
        _words = words;
        _bits = bits;
    }

    /// <summary>Computes all node voltages.</summary>
    /// <param name="plan">A driven plan for the array.</param>
    /// <param name="resistances">The parasitic resistances; that of access is the caller's to include in the cells.</param>
    /// <param name="cells">Conductances of the cells, [M, N].</param>
    /// <param name="intoWords">Currents into the word lines at the cells, in ampere, [M, N]; or empty.</param>
    /// <param name="intoBits">Currents into the bit lines at the cells, in ampere, [M, N]; empty where the other is.</param>
    /// <param name="inputs">Source voltages [M].</param>
    /// <param name="words">Receives the word-line voltages [M, N].</param>
    /// <param name="bits">Receives the bit-line voltages [M, N].</param>
    public static void Solve(
        EliminationPlan plan, ArrayResistances resistances, ReadOnlySpan<double> cells, ReadOnlySpan<double> intoWords, ReadOnlySpan<double> intoBits, ReadOnlySpan<double> inputs,
        Span<double> words, Span<double> bits)
    {
        var (rows, columns) = (plan.Shape.Rows, plan.Shape.Columns);
        var voltages = 16L * (rows + columns) + 4096;
        var kept = KeptLength(plan);
        var buffer = WorkSpace.Rent(rows, columns, plan.FrontLength + plan.WorkLength + voltages + kept + 8);
        fixed (double* g = cells, q = intoWords, r = intoBits, v = inputs, w = words, b = bits, memory = buffer)
        {
            var factors = (double*)(((nuint)memory + 63) & ~(nuint)63);
            var array = new ArrayElements(rows, columns, g, resistances with { Access = 0 });
            var elimination = new NodalElimination(plan, array, q, r, v, w, b);
            elimination.Backward(plan, 0, 0, null, factors + kept, factors, factors + kept + voltages);
        }
        ArrayPool<double>.Shared.Return(buffer);
    }

    private static long KeptLength(EliminationPlan plan) =>
        IsKept(plan) ? plan.TotalFactorLength : Math.Max(KeptLength(plan.First!), KeptLength(plan.Second!));

    private static bool IsKept(EliminationPlan plan) => (long)plan.Shape.Rows * plan.Shape.Columns <= KeptCells || plan.First is null;

    // Computes the front of a block; `kept` advances past its factors unless null.
    private void Forward(EliminationPlan plan, int row, int column, double* front, double* work, ref double* kept)
    {
        double* first = null, second = null;
        var free = work;
        if (plan.First is not null)
        {
            first = free;
            second = first + plan.First.FrontLength;
            free = second + plan.Second!.FrontLength;
            Forward(plan.First, row, column, first, second, ref kept);
            Forward(plan.Second, row + plan.SecondOffset.Rows, column + plan.SecondOffset.Columns, second, free, ref kept);
        }
        var factors = kept;
        if (factors is null)
        {
            factors = free;
            free += plan.FactorLength;
        }
        else
        {
            kept += plan.FactorLength;
        }
        Combine(plan, row, column, first, second, front, factors, free);
    }

    // Eliminates a block's inner nodes: fills its factors, and its front unless null.
    private void Combine(EliminationPlan plan, int row, int column, double* first, double* second, double* front, double* factors, double* work)
    {
        var e = EliminationPlan.Pad(plan.Eliminated);
        var mesh = factors;
        var rows = mesh + e * plan.EliminatedStride;
        var inverses = rows + e * plan.Stride;
        var scaled = work;
        var scaledMesh = scaled + e * plan.Stride;
        new Span<double>(factors, checked((int)plan.FactorLength)).Clear();
        if (plan.First is null)
        {
            new Span<double>(front, checked((int)plan.FrontLength)).Clear();
            AssembleLeaf(plan, row, column, front, mesh, rows);
        }
        else
        {
            FrontElimination.Assemble(plan, plan.First, plan.FirstRuns, default, first, null, mesh, rows);
            FrontElimination.Assemble(plan, plan.Second!, plan.SecondRuns, default, second, null, mesh, rows);
        }
        FrontElimination.Eliminate(plan, plan.Ports + 1, mesh, scaledMesh, rows, scaled, inverses);
        if (front is null || plan.Ports == 0)
            return;
        MeshKernels.MultiplyTransposed(
            EliminationPlan.Pad(plan.Ports), EliminationPlan.Pad(plan.Width), plan.Eliminated, scaled, plan.Stride, rows, plan.Stride,
            front, plan.Stride, add: plan.First is null, upper: true);
        if (plan.First is not null)
        {
            FrontElimination.Assemble(plan, plan.First, plan.FirstRuns, default, first, front, mesh, rows);
            FrontElimination.Assemble(plan, plan.Second!, plan.SecondRuns, default, second, front, mesh, rows);
        }
        MeshKernels.MirrorUpper(plan.Ports, front, plan.Stride);
    }

    // From the voltages at a block's ports to those of all its nodes.
    private void Backward(EliminationPlan plan, int row, int column, double* ports, double* stack, double* factors, double* work)
    {
        if (IsKept(plan))
        {
            var end = factors;
            Forward(plan, row, column, work, work + plan.FrontLength, ref end);
            Substitute(plan, row, column, ports, stack, ref end);
            return;
        }
        var first = work;
        var second = first + plan.First!.FrontLength;
        var free = second + plan.Second!.FrontLength;
        double* none = null;
        Forward(plan.First, row, column, first, second, ref none);
        Forward(plan.Second, row + plan.SecondOffset.Rows, column + plan.SecondOffset.Columns, second, free, ref none);
        Combine(plan, row, column, first, second, null, free, free + plan.FactorLength);
        var inner = stack;
        SolveInner(plan, free, ports, inner);
        stack += EliminationPlan.Pad(plan.Eliminated);
        Backward(plan.First, row, column, Spread(plan.First, plan.FirstRuns, ports, inner, stack), stack + plan.First.Ports, factors, work);
        Backward(
            plan.Second, row + plan.SecondOffset.Rows, column + plan.SecondOffset.Columns,
            Spread(plan.Second, plan.SecondRuns, ports, inner, stack), stack + plan.Second.Ports, factors, work);
    }

    // The same from kept factors, last written first read.
    private void Substitute(EliminationPlan plan, int row, int column, double* ports, double* stack, ref double* end)
    {
        end -= plan.FactorLength;
        var inner = stack;
        SolveInner(plan, end, ports, inner);
        stack += EliminationPlan.Pad(plan.Eliminated);
        if (plan.First is null)
        {
            StoreLeaf(plan, row, column, ports, inner);
            return;
        }
        Substitute(
            plan.Second!, row + plan.SecondOffset.Rows, column + plan.SecondOffset.Columns,
            Spread(plan.Second!, plan.SecondRuns, ports, inner, stack), stack + plan.Second!.Ports, ref end);
        Substitute(plan.First, row, column, Spread(plan.First, plan.FirstRuns, ports, inner, stack), stack + plan.First.Ports, ref end);
    }

    private static void SolveInner(EliminationPlan plan, double* factors, double* ports, double* inner)
    {
        var mesh = factors;
        var rows = mesh + EliminationPlan.Pad(plan.Eliminated) * plan.EliminatedStride;
        var inverses = rows + EliminationPlan.Pad(plan.Eliminated) * plan.Stride;
        for (var k = plan.Eliminated - 1; k >= 0; k--)
        {
            var own = rows + k * plan.Stride;
            var sum = own[plan.Ports + 1];
            for (var m = 0; m < plan.Ports; m++)
                sum += own[m] * ports[m];
            for (var m = k + 1; m < plan.Eliminated; m++)
                sum += mesh[k * plan.EliminatedStride + m] * inner[m];
            inner[k] = sum * inverses[k];
        }
    }

    private static double* Spread(EliminationPlan half, PortRun[] runs, double* ports, double* inner, double* to)
    {
        foreach (var run in runs)
            new ReadOnlySpan<double>((run.IsEliminated ? inner : ports) + run.To, run.Length).CopyTo(new Span<double>(to + run.From, half.Ports - run.From));
        return to;
    }

    private void AssembleLeaf(EliminationPlan plan, int row, int column, double* front, double* mesh, double* rows)
    {
        var leaf = plan.Leaf!;
        var shape = plan.Shape;
        for (var i = 0; i < shape.Rows; i++)
        {
            var input = _inputs[row + i];
            for (var j = 0; j < shape.Columns; j++)
            {
                var cell = (long)(row + i) * _array.Columns + column + j;
                int word = leaf.Word(i, j), bit = leaf.Bit(i, j), right = leaf.Word(i, j + 1), above = leaf.Bit(i - 1, j);
                Join(word, bit, _array.Cell(cell), input);
                if (_intoWords is not null)
                {
                    Inject(word, _intoWords[cell]);
                    Inject(bit, _intoBits[cell]);
                }
                if (right != NodalLeaf.None && _plan.Wires.WordLine)
                    Join(word, right, _array.Word, input);
                if (above != NodalLeaf.None && _plan.Wires.BitLine)
                    Join(above, bit, _array.Bit, input);
                if (j == 0 && shape.Left && _plan.Wires.Input)
                    Join(NodalLeaf.Source, word, _array.Input, input);
                if (j == shape.Columns - 1 && shape.Right && _plan.Wires.FarInput)
                    Join(NodalLeaf.Source, word, _array.FarInput, input);
                if (i == shape.Rows - 1 && shape.Bottom && _plan.Wires.Output)
                    Join(bit, NodalLeaf.Sink, _array.Output, input);
                if (i == 0 && shape.Top && _plan.Wires.FarOutput)
                    Join(bit, NodalLeaf.Sink, _array.FarOutput, input);
            }
        }

        void Join(int x, int y, double conductance, double input)
        {
            Stamp(x, y, conductance, input);
            Stamp(y, x, conductance, input);
        }

        void Stamp(int x, int y, double conductance, double input)
        {
            if (x < 0)
                return;
            if (y >= plan.Ports && x >= plan.Ports)
            {
                mesh[(x - plan.Ports) * plan.EliminatedStride + y - plan.Ports] += conductance;
                return;
            }
            if (y >= plan.Ports)
                return;
            var target = Row(x);
            if (y >= 0)
            {
                target[y] += conductance;
                return;
            }
            target[plan.Ports] += conductance;
            if (y == NodalLeaf.Source)
                target[plan.Ports + 1] += conductance * input;
        }

        void Inject(int x, double current)
        {
            if (x >= 0)
                Row(x)[plan.Ports + 1] += current;
        }

        double* Row(int x) => x >= plan.Ports ? rows + (x - plan.Ports) * plan.Stride : front + x * plan.Stride;
    }

    private void StoreLeaf(EliminationPlan plan, int row, int column, double* ports, double* inner)
    {
        for (var i = 0; i < plan.Shape.Rows; i++)
        {
            for (var j = 0; j < plan.Shape.Columns; j++)
            {
                var cell = (long)(row + i) * _array.Columns + column + j;
                _words[cell] = Voltage(plan.Leaf!.Word(i, j));
                _bits[cell] = Voltage(plan.Leaf.Bit(i, j));

                double Voltage(int node) => node switch
                {
                    NodalLeaf.Source => _inputs[row + i],
                    NodalLeaf.Sink => 0,
                    _ => node < plan.Ports ? ports[node] : inner[node - plan.Ports],
                };
            }
        }
    }
}
