namespace Crossbar.Runtime.Layers;

/// <summary>
/// A strided gather, which takes elements of the input to other places: transposing, slicing, padding, repeating, gathering, depth to space and resizing to
/// the nearest pixel are all this. Element [i, j, ...] of the result is the input's element Offsets[0][i] + Offsets[1][j] + ...
/// </summary>
public sealed record Rearrangement : Layer
{
    /// <summary>An offset for which there is no input element; the result has <see cref="Fill"/> there.</summary>
    public const int Outside = -1;

    // Longer tables would not stay in the first cache.
    private const int LongestTable = 4096;

    /// <summary>For each dimension of the result, what each index adds to the input element's number, or <see cref="Outside"/>.</summary>
    public required ImmutableArray<ImmutableArray<int>> Offsets { get; init; }

    /// <summary>The value where there is no input element.</summary>
    public float Fill { get; init; }

    /// <inheritdoc/>
    public override string OperatorName => "a rearrangement such as Transpose, Slice or Pad";

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context)
    {
        var axis = Offsets.Length;
        int[] inner = [0];
        while (axis > 0 && (inner.Length == 1 || (long)inner.Length * Offsets[axis - 1].Length <= LongestTable))
            inner = Join(Offsets[--axis], inner);
        int[] outer = [0];
        for (var k = 0; k < axis; k++)
            outer = Join(outer, Offsets[k]);
        return new Kernel(outer, inner, Fill);
    }

    private static int[] Join(IReadOnlyList<int> first, IReadOnlyList<int> second) =>
        [.. first.SelectMany(f => second.Select(s => f == Outside || s == Outside ? Outside : f + s))];

    private sealed class Kernel(int[] outer, int[] inner, float fill) : LayerKernel
    {
        private readonly bool _isRun = Enumerable.Range(0, inner.Length).All(k => inner[k] == inner[0] + k && inner[0] >= 0);

        public override void Run(in LayerBuffers buffers)
        {
            var input = buffers.Input(0);
            for (var o = 0; o < outer.Length; o++)
            {
                var output = buffers.Output.Slice(o * inner.Length, inner.Length);
                if (outer[o] == Outside)
                    output.Fill(fill);
                else if (_isRun)
                    input.Slice(outer[o] + inner[0], output.Length).CopyTo(output);
                else
                    Gather(input[outer[o]..], output);
            }
        }

        private void Gather(ReadOnlySpan<float> input, Span<float> output)
        {
            for (var k = 0; k < inner.Length; k++)
                output[k] = inner[k] == Outside ? fill : input[inner[k]];
        }
    }
}
