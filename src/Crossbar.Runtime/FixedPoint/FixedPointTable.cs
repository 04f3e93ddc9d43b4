namespace Crossbar.Runtime.FixedPoint;

/// <summary>
/// A function of every element by itself as straight lines between tabulated points, 2^<see cref="Shift"/> numbers apart. With d = x − First limited to the table,
/// i the segment that it lies in and r what is left of it: (e[i]·2^Shift + (e[i + 1] − e[i])·r + 2^(Shift − 1)) >> Shift, and e[d] where Shift is 0.
/// </summary>
public sealed record FixedPointTable : FixedPointLayer
{
    /// <summary>The most segments.</summary>
    public const int MaxSegments = 1024;

    /// <summary>The number at which the table begins.</summary>
    public required int First { get; init; }

    /// <summary>The length of a segment is 2^Shift numbers.</summary>
    public required int Shift { get; init; }

    /// <summary>The function at the ends of segments, numbers of the output's format; at least two.</summary>
    public required ImmutableArray<int> Points { get; init; }

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(this);

    private long Value(long number)
    {
        var segments = Points.Length - 1;
        var place = Math.Clamp(number - First, 0, (long)segments << Shift);
        var segment = (int)Math.Min(place >> Shift, segments - 1);
        var rest = place - ((long)segment << Shift);
        var (point, next) = (Points[segment], Points[segment + 1]);
        return (((long)point << Shift) + ((next - point) * rest) + ((1L << Shift) >> 1)) >> Shift;
    }

    private sealed class Kernel(FixedPointTable layer) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var input = buffers.Input(0);
            var output = buffers.Output;
            for (var k = 0; k < output.Length; k++)
                output[k] = layer.Output.ValueOf(layer.Value((long)layer.Inputs[0].NumberOf(input[k])));
        }
    }
}
