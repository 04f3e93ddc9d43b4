namespace Crossbar.Runtime.Layers;

/// <summary>Sums, means, extremes and the like over some dimensions.</summary>
public sealed record Reduce : Layer
{
    /// <summary>What is made of the elements.</summary>
    public required ReduceFunction Function { get; init; }

    /// <summary>The input's dimensions.</summary>
    public required ImmutableArray<int> Dimensions { get; init; }

    /// <summary>The dimensions that disappear, by their place in <see cref="Dimensions"/>; for the place of an extreme, one.</summary>
    public required ImmutableArray<int> Axes { get; init; }

    /// <inheritdoc/>
    public override string OperatorName => Function switch
    {
        ReduceFunction.Maximum => "ReduceMax",
        ReduceFunction.Minimum => "ReduceMin",
        ReduceFunction.Product => "ReduceProd",
        ReduceFunction.ArgMax or ReduceFunction.ArgMaxLast => "ArgMax",
        ReduceFunction.ArgMin or ReduceFunction.ArgMinLast => "ArgMin",
        _ => "Reduce" + Function,
    };

    /// <inheritdoc/>
    public override LayerKernel Prepare(LayerContext context) => new Kernel(Function, Offsets(kept: true), Offsets(kept: false));

    private int[] Offsets(bool kept)
    {
        int[] offsets = [0];
        var stride = Dimensions.Aggregate(1, (product, d) => product * d);
        for (var axis = 0; axis < Dimensions.Length; axis++)
        {
            stride /= Dimensions[axis];
            var (size, step) = (Dimensions[axis], stride);
            if (Axes.Contains(axis) != kept)
                offsets = [.. offsets.SelectMany(offset => Enumerable.Range(0, size).Select(i => offset + (i * step)))];
        }

        return offsets;
    }

    private sealed class Kernel(ReduceFunction function, int[] outputs, int[] members) : LayerKernel
    {
        public override void Run(in LayerBuffers buffers)
        {
            var input = buffers.Input(0);
            for (var k = 0; k < outputs.Length; k++)
                buffers.Output[k] = Combine(input[outputs[k]..]);
        }

        private float Combine(ReadOnlySpan<float> x) => function switch
        {
            ReduceFunction.Sum => (float)Sum(x),
            ReduceFunction.Mean => (float)(Sum(x) / members.Length),
            ReduceFunction.Maximum => x[members[Extreme(x, 1, false)]],
            ReduceFunction.Minimum => x[members[Extreme(x, -1, false)]],
            ReduceFunction.Product => (float)Product(x),
            ReduceFunction.L1 => (float)Magnitudes(x),
            ReduceFunction.L2 => (float)Math.Sqrt(Squares(x)),
            ReduceFunction.SumSquare => (float)Squares(x),
            ReduceFunction.LogSumExp => LogSumExp(x),
            ReduceFunction.ArgMax => Extreme(x, 1, false),
            ReduceFunction.ArgMaxLast => Extreme(x, 1, true),
            ReduceFunction.ArgMin => Extreme(x, -1, false),
            ReduceFunction.ArgMinLast => Extreme(x, -1, true),
            _ => throw new InvalidOperationException($"There is no reduction {function}."),
        };

        private double Sum(ReadOnlySpan<float> x)
        {
            double sum = 0;
            foreach (var member in members)
                sum += x[member];
            return sum;
        }

        private double Product(ReadOnlySpan<float> x)
        {
            double product = 1;
            foreach (var member in members)
                product *= x[member];
            return product;
        }

        private double Magnitudes(ReadOnlySpan<float> x)
        {
            double sum = 0;
            foreach (var member in members)
                sum += Math.Abs(x[member]);
            return sum;
        }

        private double Squares(ReadOnlySpan<float> x)
        {
            double sum = 0;
            foreach (var member in members)
                sum += (double)x[member] * x[member];
            return sum;
        }

        // The greatest is subtracted first, so that nothing overflows.
        private float LogSumExp(ReadOnlySpan<float> x)
        {
            var greatest = x[members[Extreme(x, 1, false)]];
            if (!float.IsFinite(greatest))
                return greatest;
            double sum = 0;
            foreach (var member in members)
                sum += Math.Exp((double)x[member] - greatest);
            return (float)(Math.Log(sum) + greatest);
        }

        private int Extreme(ReadOnlySpan<float> x, int sign, bool last)
        {
            var best = 0;
            for (var k = 1; k < members.Length; k++)
            {
                var (value, greatest) = (sign * x[members[k]], sign * x[members[best]]);
                if (value > greatest || (last && value == greatest) || (float.IsNaN(value) && !float.IsNaN(greatest)))
                    best = k;
            }

            return best;
        }
    }
}
