namespace Crossbar.Runtime;

/// <summary>
/// In which steps a network's layers run. An addition and a ReLU or clipping that directly follow a kernel which <see cref="LayerKernel.Finishes"/>
/// become part of its step where no one else reads what lies between: the same arithmetic, fewer passes over memory.
/// </summary>
internal static class ExecutionPlan
{
    // Half a megabyte: a quarter of a core's second cache, which holds a layer's weights too.
    private const int CachedValues = 1 << 17;

    // More gain nothing.
    private const int MaxImages = 8;

    /// <summary>Every layer a step of its own: all values are computed.</summary>
    /// <param name="design">The network.</param>
    public static ImmutableArray<ExecutionStep> LayerByLayer(NetworkDesign design) =>
        [.. Enumerable.Range(0, design.Layers.Length).Select(k => new ExecutionStep(k, k + 1, -1, float.NegativeInfinity, float.PositiveInfinity))];

    /// <summary>As few steps as possible.</summary>
    /// <param name="design">The network.</param>
    /// <param name="kernels">The layers' kernels.</param>
    public static ImmutableArray<ExecutionStep> Fused(NetworkDesign design, ReadOnlySpan<LayerKernel> kernels)
    {
        var readers = new int[design.Layers.Length + 1];
        foreach (var input in design.Layers.SelectMany(layer => layer.Inputs))
            readers[input]++;
        var steps = ImmutableArray.CreateBuilder<ExecutionStep>();
        for (var k = 0; k < kernels.Length; k++)
        {
            var step = new ExecutionStep(k, k + 1, -1, float.NegativeInfinity, float.PositiveInfinity);
            if (kernels[k].Finishes)
            {
                if (design.Layers[k] is not Add && Next<Add>(design, readers, step.Output) is { } sum)
                    step = step with { Output = step.Output + 1, Summand = sum.Inputs[0] == step.Output ? sum.Inputs[1] : sum.Inputs[0] };
                if (Next<Relu>(design, readers, step.Output) is not null)
                    step = step with { Output = step.Output + 1, Floor = 0 };
                else if (Next<Unary>(design, readers, step.Output) is { Function: UnaryFunction.Clip } clip)
                    step = step with { Output = step.Output + 1, Floor = clip.Alpha, Ceiling = clip.Beta };
            }

            steps.Add(step);
            k = step.Output - 1;
        }

        return steps.ToImmutable();
    }

    /// <summary>
    /// In which buffer each value lies, so that a value's memory serves others of its length once no step reads it any more: what a network needs
    /// at a time then stays in a core's own cache.
    /// </summary>
    /// <param name="design">The network.</param>
    /// <param name="steps">Its steps.</param>
    /// <returns>Numbers of buffers, one per value; -1 for values that no step computes. The input's and the output's are theirs alone.</returns>
    public static int[] Buffers(NetworkDesign design, ImmutableArray<ExecutionStep> steps)
    {
        var lastReader = new int[design.Layers.Length + 1];
        for (var s = 0; s < steps.Length; s++)
        {
            foreach (var value in Reads(design, steps[s]))
                lastReader[value] = s;
        }

        lastReader[^1] = steps.Length;
        var buffers = new int[lastReader.Length];
        Array.Fill(buffers, -1);
        buffers[0] = 0;
        var count = 1;
        var idle = new Dictionary<int, Stack<int>>();
        for (var s = 0; s < steps.Length; s++)
        {
            var output = steps[s].Output;
            var isLast = output == design.Layers.Length;
            buffers[output] = !isLast && idle.TryGetValue(design.ShapeOf(output).Length, out var free) && free.TryPop(out var buffer) ? buffer : count++;
            foreach (var value in Reads(design, steps[s]).Append(output).Distinct())
            {
                if (value == 0 || lastReader[value] > s)
                    continue;
                var length = design.ShapeOf(value).Length;
                if (!idle.TryGetValue(length, out var stack))
                    idle.Add(length, stack = new Stack<int>());
                stack.Push(buffers[value]);
            }
        }

        return buffers;
    }

    private static IEnumerable<int> Reads(NetworkDesign design, ExecutionStep step) =>
        step.Summand < 0 ? design.Layers[step.Layer].Inputs : design.Layers[step.Layer].Inputs.Append(step.Summand);

    /// <summary>How many images to take through the network side by side, so that weights are read once for all while their values stay in a core's own cache.</summary>
    /// <param name="design">The network.</param>
    /// <param name="steps">Its steps.</param>
    public static int BatchSize(NetworkDesign design, ImmutableArray<ExecutionStep> steps)
    {
        var most = 1;
        foreach (var step in steps)
        {
            var length = design.ShapeOf(step.Output).Length + (step.Summand < 0 ? 0 : design.ShapeOf(step.Summand).Length);
            foreach (var input in design.Layers[step.Layer].Inputs)
                length += design.ShapeOf(input).Length;
            most = Math.Max(most, length);
        }

        return Math.Clamp(CachedValues / most, 1, MaxImages);
    }

    // The layer that follows a value in order, if it is the only one that reads it and of the kind that is looked for.
    private static T? Next<T>(NetworkDesign design, int[] readers, int value)
        where T : Layer =>
        value < design.Layers.Length && readers[value] == 1 && design.Layers[value] is T next && next.Inputs.Contains(value) ? next : null;
}
