namespace Crossbar.Runtime.Layers;

/// <summary>Of two values, element by element, the first where a condition is not 0 and else the second; with NumPy's broadcasting.</summary>
public sealed record Where : Layer
{
    /// <summary>Dimensions of the condition, the layer's first input.</summary>
    public required ImmutableArray<int> Condition { get; init; }

    /// <summary>Dimensions of what holds where the condition does.</summary>
    public required ImmutableArray<int> Left { get; init; }

    /// <summary>Dimensions of what holds elsewhere.</summary>
    public required ImmutableArray<int> Right { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The operands' dimensions do not go together.</exception>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(new Broadcasting(Condition, Left, Right));

    private sealed class Kernel(Broadcasting broadcasting) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var length = broadcasting.RunLength;
            var (stepC, stepX, stepY) = (Step(0), Step(1), Step(2));
            for (var run = 0; run < broadcasting.Runs; run++)
            {
                var c = broadcasting.Run(0, buffers.Input(0), run);
                var x = broadcasting.Run(1, buffers.Input(1), run);
                var y = broadcasting.Run(2, buffers.Input(2), run);
                var z = buffers.Output.Slice(run * length, length);
                for (var k = 0; k < length; k++)
                    z[k] = c[k * stepC] != 0 ? x[k * stepX] : y[k * stepY];
            }
        }

        private int Step(int operand) => broadcasting.IsRepeated(operand) ? 0 : 1;
    }
}
