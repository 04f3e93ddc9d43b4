using System.Runtime.Intrinsics;

namespace Crossbar.Runtime.Circuits;

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
        var frontLength = program.Ports * stride;
        for (var begin = 0; begin < count; begin += Lanes)
        {
            new Span<double>(work, WorkLength(program)).Clear();
            var used = Math.Min(Lanes, count - begin);
            for (var lane = 0; lane < used; lane++)
            {
                var block = begin + lane;
                Load(program, array, row + block / across * Size, column + block % across * Size, work + lane);
            }
            fixed (int* steps = program.Steps)
                Run(steps, steps + program.Steps.Length, edges);
            for (var lane = 0; lane < used; lane++)
                Store(program, work + lane, fronts + (begin + lane) * frontLength, stride);
        }
    }

    private static void Load(LeafProgram program, in ArrayElements array, int row, int column, double* lane)
    {
        var rows = Math.Min(Size, array.Rows - row);
        var columns = Math.Min(Size, array.Columns - column);
        for (var i = Math.Max(0, -row); i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var cell = i * Size + j;
                lane[program.Memristors[cell] * Lanes] += array.Cell(row + i, column + j);
                if (program.WordWires[cell] is var word and >= 0 && column + j + 1 < array.Columns)
                    lane[word * Lanes] = array.Word;
                if (program.BitWires[cell] is var bit and >= 0 && row + i > 0)
                    lane[bit * Lanes] = array.Bit;
            }
        }
    }

    private static void Run(int* step, int* end, Vector512<double>* edges)
    {
        const int MostNeighbours = 4 * Size;
        var own = stackalloc Vector512<double>[MostNeighbours];
        while (step < end)
        {
            var n = *step++;
            var sum = Vector512<double>.Zero;
            for (var x = 0; x < n; x++)
            {
                own[x] = edges[step[x]];
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

    private static void Store(LeafProgram program, double* lane, double* front, int stride)
    {
        var ports = program.Ports;
        fixed (int* edges = program.PortEdges)
        {
            for (var x = 0; x < ports; x++)
            {
                for (var y = 0; y < ports; y++)
                    front[x * stride + y] = edges[x * ports + y] is var edge and >= 0 ? lane[edge * Lanes] : 0;
                for (var y = ports; y < stride; y++)
                    front[x * stride + y] = 0;
            }
        }
    }
}
