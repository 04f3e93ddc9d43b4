using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>Runs a <see cref="LeafProgram"/> on eight blocks at a time, one in every lane.</summary>
internal static unsafe class LeafFronts
{
    private const int Size = LeafProgram.Size;
    private const int Lanes = 8;

    /// <summary>Doubles of work space.</summary>
    public static int WorkLength(LeafProgram program) => program.EdgeCount * Lanes;

    /// <summary>Reduces a rectangle of leaf blocks to their ports.</summary>
    /// <param name="program">What to do.</param>
    /// <param name="array">The array.</param>
    /// <param name="row">First row of the first block; may lie above the array, where there are no elements.</param>
    /// <param name="column">First column of the first block.</param>
    /// <param name="down">Number of blocks from top to bottom.</param>
    /// <param name="across">Number of blocks from left to right; the last may reach beyond the array.</param>
    /// <param name="fronts">Receives one front a block, row by row of blocks, [ports, stride].</param>
    /// <param name="stride">Doubles from one row of a front to the next.</param>
    /// <param name="work">Work space, aligned.</param>
    public static void Reduce(
        LeafProgram program, in ArrayElements array, int row, int column, int down, int across, double* fronts, int stride, double* work)
    {
        var edges = (Vector512<double>*)work;
        var count = down * across;
        var places = stackalloc (int Row, int Column)[Lanes];
        new Span<double>(work, WorkLength(program)).Clear();
        for (var begin = 0; begin < count; begin += Lanes)
        {
            // Lanes without a block repeat the last one.
            var used = Math.Min(Lanes, count - begin);
            for (var lane = 0; lane < Lanes; lane++)
            {
                var block = begin + Math.Min(lane, used - 1);
                places[lane] = (row + block / across * Size, column + block % across * Size);
            }
            Load(program, array, places, edges);
            fixed (int* steps = program.Steps)
                Run(steps, steps + program.Steps.Length, edges);
            Store(program, edges, used, fronts + (long)begin * program.Ports * stride, stride);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Load(LeafProgram program, in ArrayElements array, (int Row, int Column)* places, Vector512<double>* edges)
    {
        var cells = stackalloc double[Lanes * Size];
        var lanes = stackalloc double[Size * Lanes];
        var one = Vector512<double>.One;
        for (var i = 0; i < Size; i++)
        {
            for (var lane = 0; lane < Lanes; lane++)
                array.CopyRow(places[lane].Row + i, places[lane].Column, new Span<double>(cells + lane * Size, Size));
            MeshKernels.Transpose8x8(cells, Size, lanes, Lanes);
            for (var j = 0; j < Size; j++)
            {
                var g = Vector512.Load(lanes + j * Lanes);
                edges[program.Memristors[i * Size + j]] = g / (one + g * array.Access);
            }
        }
        var wires = (double*)edges;
        for (var lane = 0; lane < Lanes; lane++)
        {
            // Segments beyond the last column, in series, are the connection of the far end; and so are those above the first row.
            var right = array.FarInput * (places[lane].Column + Size - array.Columns + 1);
            var above = array.FarOutput * (1 - places[lane].Row);
            for (var cell = 0; cell < Size * Size; cell++)
            {
                if (program.WordWires[cell] is var word and >= 0)
                    wires[word * Lanes + lane] = places[lane].Column + cell % Size + 1 < array.Columns ? array.Word : right;
                if (program.BitWires[cell] is var bit and >= 0)
                    wires[bit * Lanes + lane] = places[lane].Row + cell / Size > 0 ? array.Bit : above;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(int* step, int* end, Vector512<double>* edges)
    {
        const int MaxNeighbours = 8 * Size;
        var own = stackalloc Vector512<double>[MaxNeighbours];
        while (step < end)
        {
            var n = *step++;
            var sum = Vector512<double>.Zero;
            for (var x = 0; x < n; x++)
            {
                own[x] = edges[step[x]];
                edges[step[x]] = Vector512<double>.Zero;
                sum += own[x];
            }
            step += n;
            // A node that nothing is connected to (beyond the array's edge) carries no current.
            var inverse = Vector512.ConditionalSelect(
                Vector512.GreaterThan(sum, Vector512<double>.Zero), Vector512<double>.One / sum, Vector512<double>.Zero);
            for (var x = 0; x < n - 1; x++)
            {
                var factor = own[x] * inverse;
                for (var y = x + 1; y < n; y++)
                {
                    var target = edges + *step++;
                    *target = MeshKernels.MultiplyAdd(factor, own[y], *target);
                }
            }
        }
    }

    // Also clears the edges for the next blocks.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Store(LeafProgram program, Vector512<double>* edges, int used, double* fronts, int stride)
    {
        var ports = program.Ports;
        var frontLength = ports * stride;
        var from = stackalloc Vector512<double>[Lanes];
        var to = stackalloc double[Lanes * Lanes];
        fixed (int* places = program.PortEdges)
        {
            for (var x = 0; x < ports; x++)
            {
                for (var y = 0; y < ports; y += Lanes)
                {
                    for (var k = 0; k < Lanes; k++)
                        from[k] = edges[places[x * ports + y + k]];
                    MeshKernels.Transpose8x8((double*)from, Lanes, to, Lanes);
                    for (var lane = 0; lane < used; lane++)
                        Vector512.Load(to + lane * Lanes).Store(fronts + lane * frontLength + x * stride + y);
                }
                for (var lane = 0; lane < used; lane++)
                    new Span<double>(fronts + lane * frontLength + x * stride + ports, stride - ports).Clear();
            }
            for (var k = 0; k < ports * ports; k++)
                edges[places[k]] = Vector512<double>.Zero;
        }
    }
}
