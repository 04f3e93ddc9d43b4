using System.Numerics;

namespace Crossbar.Runtime.Layers;

/// <summary>Runs a <see cref="Binary"/>.</summary>
internal sealed class BinaryKernel(BinaryFunction function, Broadcasting broadcasting) : LayerKernel
{
    private delegate void Loop(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z);

    private readonly Loop _loop = LoopOf(function);

    public override void Run(in LayerBuffers buffers)
    {
        var x = buffers.Input(0);
        var y = buffers.Input(1);
        var length = broadcasting.RunLength;
        for (var run = 0; run < broadcasting.Runs; run++)
            _loop(broadcasting.Run(0, x, run), broadcasting.Run(1, y, run), buffers.Output.Slice(run * length, length));
    }

    private static Loop LoopOf(BinaryFunction function) => function switch
    {
        BinaryFunction.Add => static (x, y, z) => Vectors(x, y, z, static (a, b) => a + b),
        BinaryFunction.Subtract => static (x, y, z) => Vectors(x, y, z, static (a, b) => a - b),
        BinaryFunction.Multiply => static (x, y, z) => Vectors(x, y, z, static (a, b) => a * b),
        BinaryFunction.Divide => static (x, y, z) => Vectors(x, y, z, static (a, b) => a / b),
        BinaryFunction.Maximum => static (x, y, z) => Numbers(x, y, z, MathF.Max),
        BinaryFunction.Minimum => static (x, y, z) => Numbers(x, y, z, MathF.Min),
        BinaryFunction.Power => static (x, y, z) => Numbers(x, y, z, MathF.Pow),
        BinaryFunction.PRelu => static (x, y, z) => Numbers(x, y, z, static (a, b) => a < 0 ? a * b : a),
        BinaryFunction.Modulo => static (x, y, z) => Numbers(x, y, z, static (a, b) => a - (MathF.Floor(a / b) * b)),
        BinaryFunction.Remainder => static (x, y, z) => Numbers(x, y, z, static (a, b) => a % b),
        BinaryFunction.Equal => static (x, y, z) => Numbers(x, y, z, static (a, b) => a == b ? 1 : 0),
        BinaryFunction.Less => static (x, y, z) => Numbers(x, y, z, static (a, b) => a < b ? 1 : 0),
        BinaryFunction.LessOrEqual => static (x, y, z) => Numbers(x, y, z, static (a, b) => a <= b ? 1 : 0),
        BinaryFunction.And => static (x, y, z) => Numbers(x, y, z, static (a, b) => a != 0 && b != 0 ? 1 : 0),
        BinaryFunction.Or => static (x, y, z) => Numbers(x, y, z, static (a, b) => a != 0 || b != 0 ? 1 : 0),
        BinaryFunction.Xor => static (x, y, z) => Numbers(x, y, z, static (a, b) => (a != 0) != (b != 0) ? 1 : 0),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such function."),
    };

    // A span of one element stands for as many as the result has.
    private static void Numbers(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, Func<float, float, float> function)
    {
        var (stepX, stepY) = (x.Length == 1 ? 0 : 1, y.Length == 1 ? 0 : 1);
        for (var k = 0; k < z.Length; k++)
            z[k] = function(x[k * stepX], y[k * stepY]);
    }

    // Elementwise arithmetic rounds alike in registers of any width.
    private static void Vectors(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> z, Func<Vector<float>, Vector<float>, Vector<float>> function)
    {
        var (firstX, firstY) = (new Vector<float>(x[0]), new Vector<float>(y[0]));
        var k = 0;
        for (; k <= z.Length - Vector<float>.Count; k += Vector<float>.Count)
        {
            var a = x.Length == 1 ? firstX : new Vector<float>(x[k..]);
            var b = y.Length == 1 ? firstY : new Vector<float>(y[k..]);
            function(a, b).CopyTo(z[k..]);
        }

        for (; k < z.Length; k++)
        {
            var (a, b) = (new Vector<float>(x[x.Length == 1 ? 0 : k]), new Vector<float>(y[y.Length == 1 ? 0 : k]));
            z[k] = function(a, b)[0];
        }
    }
}
