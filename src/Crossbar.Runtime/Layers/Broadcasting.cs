namespace Crossbar.Runtime.Layers;

/// <summary>
/// Where the operands of an elementwise layer lie for each element of its result: NumPy's rule, by which shapes are aligned at their
/// last dimension and a dimension of 1 is repeated. Neighbouring dimensions that all operands run through alike become one.
/// </summary>
public sealed class Broadcasting
{
    private readonly int[][] _starts;
    private readonly int[] _steps;

    /// <summary>Plans the operands.</summary>
    /// <param name="operands">Dimensions of the operands.</param>
    /// <exception cref="ArgumentException">They do not go together.</exception>
    public Broadcasting(params ReadOnlySpan<ImmutableArray<int>> operands)
    {
        var result = ImmutableArray<int>.Empty;
        foreach (var operand in operands)
            result = Join(result, operand) ?? throw new ArgumentException($"[{string.Join(", ", operand)}] does not go with [{string.Join(", ", result)}].", nameof(operands));
        var strides = new int[operands.Length][];
        for (var k = 0; k < strides.Length; k++)
            strides[k] = Strides(operands[k], result);

        var sizes = new List<int>();
        var merged = Array.ConvertAll(strides, _ => new List<int>());
        for (var axis = 0; axis < result.Length; axis++)
        {
            if (result[axis] == 1)
                continue;
            var size = result[axis];
            if (sizes.Count > 0 && Enumerable.Range(0, strides.Length).All(k => merged[k][^1] == strides[k][axis] * size))
            {
                sizes[^1] *= size;
                for (var k = 0; k < strides.Length; k++)
                    merged[k][^1] = strides[k][axis];
                continue;
            }

            sizes.Add(size);
            for (var k = 0; k < strides.Length; k++)
                merged[k].Add(strides[k][axis]);
        }

        RunLength = sizes.Count == 0 ? 1 : sizes[^1];
        _steps = Array.ConvertAll(merged, s => s.Count == 0 ? 1 : s[^1]);
        _starts = Array.ConvertAll(merged, s => Starts(sizes, s));
    }

    /// <summary>Number of runs of neighbouring elements of the result.</summary>
    public int Runs => _starts[0].Length;

    /// <summary>Length of a run.</summary>
    public int RunLength { get; }

    /// <summary>The dimensions of the result of two operands; null where they do not go together.</summary>
    public static ImmutableArray<int>? Join(ImmutableArray<int> x, ImmutableArray<int> y)
    {
        var joined = new int[Math.Max(x.Length, y.Length)];
        for (var k = 1; k <= joined.Length; k++)
        {
            var (a, b) = (k <= x.Length ? x[^k] : 1, k <= y.Length ? y[^k] : 1);
            if (a != b && a != 1 && b != 1)
                return null;
            joined[^k] = a == 1 ? b : a;
        }

        return [.. joined];
    }

    /// <summary>Whether an operand has one element for a whole run.</summary>
    public bool IsRepeated(int operand) => _steps[operand] == 0;

    /// <summary>An operand's elements for one run: <see cref="RunLength"/> of them, or one that is repeated.</summary>
    public ReadOnlySpan<float> Run(int operand, ReadOnlySpan<float> values, int run) =>
        values.Slice(_starts[operand][run], IsRepeated(operand) ? 1 : RunLength);

    private static int[] Strides(ImmutableArray<int> operand, ImmutableArray<int> result)
    {
        var strides = new int[result.Length];
        var stride = 1;
        for (var k = 1; k <= operand.Length; k++)
        {
            strides[^k] = operand[^k] == 1 ? 0 : stride;
            stride *= operand[^k];
        }

        return strides;
    }

    private static int[] Starts(List<int> sizes, List<int> strides)
    {
        int[] starts = [0];
        for (var axis = 0; axis < sizes.Count - 1; axis++)
            starts = [.. starts.SelectMany(start => Enumerable.Range(0, sizes[axis]).Select(i => start + (i * strides[axis])))];
        return starts;
    }
}
