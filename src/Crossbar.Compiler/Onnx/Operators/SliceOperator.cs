using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Slice (opsets 1 to 13; attributes before 10, constant inputs and steps since), nearly as in NumPy: ends are cut to size, steps may be negative.</summary>
internal static class SliceOperator
{
    /// <summary>Imports a node as a <see cref="Rearrangement"/>.</summary>
    public static void Import(NodeImport node)
    {
        var x = node.Activation(0);
        var starts = node.Integers("starts", 1) ?? throw new NodeException("It has no starts. Export the model again.");
        var ends = node.Integers("ends", 2) ?? throw new NodeException("It has no ends. Export the model again.");
        var axes = node.Integers("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(k => (long)k)];
        var steps = node.HasInput(4) ? node.Integers(4, "steps").Values : [.. Enumerable.Repeat(1L, starts.Length)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length)
            throw new NodeException($"It has {starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps. Export the model again.");
        var indices = LayerComposer.AllIndices(x);
        for (var k = 0; k < starts.Length; k++)
        {
            var axis = Axis.Resolve(axes[k], x.Rank);
            var chosen = Indices(starts[k], ends[k], steps[k], x.FileDimensions[axis]);
            if (axis == 0 && x.Batch.IsSeparate && chosen.Length == x.Batch.Size && (steps[k] > 0 || x.Batch.Size == 1))
                continue;
            x.CheckFree(axis);
            indices = indices.SetItem(axis, chosen);
        }

        node.Return(node.Layers.Choose(x, indices));
    }

    private static ImmutableArray<int> Indices(long start, long end, long step, int size)
    {
        if (step is 0 or long.MinValue)
            throw new NodeException($"Its step is {step}. Export the model again.");
        var (first, last) = step > 0
            ? (Math.Clamp(Wrap(start), 0, size), Math.Clamp(Wrap(end), 0, size))
            // Unlike in NumPy, a start before the first element is the first element, also backwards.
            : (Math.Clamp(Wrap(start), 0, size - 1), Math.Clamp(Wrap(end), -1, size - 1));
        var indices = ImmutableArray.CreateBuilder<int>();
        // The step may be as large as an integer gets.
        for (var i = first; step > 0 ? i < last : i > last; i += Math.Clamp(step, -size, size))
            indices.Add((int)i);
        return indices.ToImmutable();

        long Wrap(long index) => index < 0 ? index + size : index;
    }
}
