namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>Adds the layers that operators are composed of, the plainest that will do.</summary>
/// <param name="node">The node that they are for.</param>
internal sealed class LayerComposer(NodeImport node)
{
    /// <summary>A constant as a layer.</summary>
    /// <exception cref="NodeException">It has no elements.</exception>
    public Activation Constant(ImmutableArray<float> values, ImmutableArray<long> dimensions)
    {
        var checkedDimensions = Activation.Check(dimensions.AsSpan());
        return node.Add(
            new Constant { Name = node.Name, Inputs = [], OutputShape = Activation.ShapeOf(checkedDimensions), Values = values }, checkedDimensions);
    }

    /// <summary>One number as a layer.</summary>
    public Activation Constant(float value) => Constant([value], []);

    /// <summary>max(x, 0).</summary>
    public Activation Relu(Activation x) => node.Add(new Relu { Name = node.Name, Inputs = [], OutputShape = x.Shape }, x.Dimensions, x);

    /// <summary>A function of every element.</summary>
    public Activation Unary(UnaryFunction function, Activation x, float alpha = 0, float beta = 0)
    {
        var layer = new Unary { Name = node.Name, Inputs = [], OutputShape = x.Shape, Function = function, Alpha = alpha, Beta = beta };
        return node.Add(layer, x.Dimensions, x) with { IsInteger = x.IsInteger };
    }

    /// <summary>x limited to [low, high].</summary>
    public Activation Clip(Activation x, float low, float high) => (low, high) switch
    {
        (0, float.PositiveInfinity) when !x.IsInteger => Relu(x),
        (float.NegativeInfinity, float.PositiveInfinity) => x,
        _ => Unary(UnaryFunction.Clip, x, low, high),
    };

    /// <summary>x·scale + shift with one factor and summand a channel, or one for all.</summary>
    public Activation ScaleShift(Activation x, ImmutableArray<float> scale, ImmutableArray<float> shift) =>
        node.Add(new ScaleShift { Name = node.Name, Inputs = [], OutputShape = x.Shape, Scale = scale, Shift = shift }, x.Dimensions, x);

    /// <summary>A function of two values, of which either may be repeated.</summary>
    /// <exception cref="NodeException">Their shapes do not go together, or images would be mixed.</exception>
    public Activation Binary(BinaryFunction function, Activation x, Activation y)
    {
        var dimensions = Broadcast(x, y);
        if (function == BinaryFunction.Add && x.Dimensions.SequenceEqual(y.Dimensions) && !IsConstant(x) && !IsConstant(y))
            return node.Add(new Add { Name = node.Name, Inputs = [], OutputShape = x.Shape }, dimensions, x, y);
        if (AsScaleShift(function, x, y) is { } affine)
            return affine;
        var layer = new Binary
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(dimensions),
            Function = function,
            Left = x.Dimensions,
            Right = y.Dimensions,
        };
        return node.Add(layer, dimensions, x, y) with { IsInteger = x.IsInteger && y.IsInteger };
    }

    /// <summary>x where a condition is not 0, else y.</summary>
    /// <exception cref="NodeException">The shapes do not go together, or images would be mixed.</exception>
    public Activation Where(Activation condition, Activation x, Activation y)
    {
        var dimensions = Broadcast(condition, x, y);
        var layer = new Where
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(dimensions),
            Condition = condition.Dimensions,
            Left = x.Dimensions,
            Right = y.Dimensions,
        };
        return node.Add(layer, dimensions, condition, x, y) with { IsInteger = x.IsInteger && y.IsInteger };
    }

    /// <summary>The same elements under other dimensions.</summary>
    /// <param name="x">The activation.</param>
    /// <param name="dimensions">The dimensions for one image, with the same product.</param>
    public Activation Reshape(Activation x, ImmutableArray<int> dimensions)
    {
        var shape = Activation.ShapeOf(dimensions);
        return shape.Equals(x.Shape)
            ? x with { Dimensions = dimensions }
            : node.Add(new Reshape { Name = node.Name, Inputs = [], OutputShape = shape }, dimensions, x) with { IsInteger = x.IsInteger };
    }

    /// <summary>The elements at other places (see <see cref="Rearrangement.Offsets"/>).</summary>
    /// <param name="x">The activation.</param>
    /// <param name="dimensions">Dimensions of the result for one image.</param>
    /// <param name="offsets">What each index adds to an input element's number; any dimensions with the result's number of elements.</param>
    /// <param name="fill">The value where there is no input element.</param>
    public Activation Rearrange(Activation x, ImmutableArray<int> dimensions, ImmutableArray<ImmutableArray<int>> offsets, float fill = 0)
    {
        if (IsIdentity(offsets, x.Shape.Length))
            return Reshape(x, dimensions);
        var layer = new Rearrangement
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(dimensions),
            Offsets = offsets,
            Fill = fill,
        };
        return node.Add(layer, dimensions, x) with { IsInteger = x.IsInteger };
    }

    /// <summary>Chooses elements along each dimension by their index.</summary>
    /// <param name="x">The activation.</param>
    /// <param name="indices">For each of its dimensions the indices of the result, or <see cref="Rearrangement.Outside"/>.</param>
    /// <param name="fill">The value where there is no input element.</param>
    /// <exception cref="NodeException">The result is empty or too large.</exception>
    public Activation Choose(Activation x, ImmutableArray<ImmutableArray<int>> indices, float fill = 0)
    {
        var dimensions = Activation.Check([.. indices.Select(i => (long)i.Length)]);
        return Rearrange(x, dimensions, [.. indices.Zip(Strides(x.Dimensions), Scaled)], fill);
    }

    /// <summary>The indices that keep every dimension as it is: where a choice begins.</summary>
    public static ImmutableArray<ImmutableArray<int>> AllIndices(Activation x) => [.. x.Dimensions.Select(d => Enumerable.Range(0, d).ToImmutableArray())];

    /// <summary>Views the elements under some dimensions and orders those anew.</summary>
    /// <param name="x">The activation.</param>
    /// <param name="view">The dimensions, with the same product.</param>
    /// <param name="order">For each dimension of the result, which of those it is.</param>
    /// <param name="dimensions">Dimensions of the result for one image: those in that order, or the like.</param>
    public Activation Transpose(Activation x, ImmutableArray<int> view, ImmutableArray<int> order, ImmutableArray<int> dimensions)
    {
        var strides = Strides(view);
        return Rearrange(x, dimensions, [.. order.Select(axis => Scaled([.. Enumerable.Range(0, view[axis])], strides[axis]))]);
    }

    /// <summary>Sums, means and the like over some dimensions.</summary>
    /// <exception cref="NodeException">Images would be mixed.</exception>
    public Activation Reduce(ReduceFunction function, Activation x, ImmutableArray<int> axes, bool keep)
    {
        foreach (var axis in axes)
            x.CheckFree(axis);
        ImmutableArray<int> dimensions = keep
            ? [.. x.Dimensions.Select((d, axis) => axes.Contains(axis) ? 1 : d)]
            : [.. x.Dimensions.Where((_, axis) => !axes.Contains(axis))];
        var layer = new Reduce
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(dimensions),
            Function = function,
            Dimensions = x.Dimensions,
            Axes = axes,
        };
        return node.Add(layer, dimensions, x) with { IsInteger = x.IsInteger };
    }

    /// <summary>Joins values along a dimension.</summary>
    /// <exception cref="NodeException">Their other dimensions differ, or images would be mixed.</exception>
    public Activation Concat(ImmutableArray<Activation> values, int axis)
    {
        foreach (var value in values)
        {
            value.CheckFree(axis);
            if (value.Rank != values[0].Rank || Enumerable.Range(0, value.Rank).Any(k => k != axis && value.Dimensions[k] != values[0].Dimensions[k]))
                throw new NodeException($"It joins {string.Join(" and ", values.Select(v => v.DescribeShape()))} along dimension {axis}; the others must be the same.");
        }

        if (values.Length == 1)
            return values[0];
        var dimensions = Activation.Check([.. values[0].Dimensions.SetItem(axis, 0).Select((d, k) => k == axis ? values.Sum(v => (long)v.Dimensions[k]) : d)]);
        var layer = new Concat
        {
            Name = node.Name,
            Inputs = [],
            OutputShape = Activation.ShapeOf(dimensions),
            Turns = dimensions[..axis].Aggregate(1, (product, d) => product * d),
        };
        return node.Add(layer, dimensions, values.AsSpan()) with { IsInteger = values.All(v => v.IsInteger) };
    }

    /// <summary>(x − mean)/√(variance + epsilon), both over some dimensions.</summary>
    /// <exception cref="NodeException">Images would be mixed.</exception>
    public Activation Standardize(Activation x, ImmutableArray<int> axes, float epsilon) => Standardize(x, axes, epsilon, out _, out _);

    /// <summary>(x − mean)/√(variance + epsilon), both over some dimensions.</summary>
    /// <param name="x">The activation.</param>
    /// <param name="axes">The dimensions.</param>
    /// <param name="epsilon">What keeps the divisor from 0.</param>
    /// <param name="mean">Receives the mean.</param>
    /// <param name="deviation">Receives the divisor.</param>
    /// <exception cref="NodeException">Images would be mixed.</exception>
    public Activation Standardize(Activation x, ImmutableArray<int> axes, float epsilon, out Activation mean, out Activation deviation)
    {
        mean = Reduce(ReduceFunction.Mean, x, axes, keep: true);
        var centered = Binary(BinaryFunction.Subtract, x, mean);
        var variance = Reduce(ReduceFunction.Mean, Binary(BinaryFunction.Multiply, centered, centered), axes, keep: true);
        deviation = Unary(UnaryFunction.SquareRoot, ScaleShift(variance, [1], [epsilon]));
        return Binary(BinaryFunction.Divide, centered, deviation);
    }

    /// <summary>What an element's number grows by with each index.</summary>
    public static ImmutableArray<int> Strides(ImmutableArray<int> dimensions)
    {
        var strides = new int[dimensions.Length];
        var stride = 1;
        for (var axis = dimensions.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= dimensions[axis];
        }

        return [.. strides];
    }

    private static bool IsConstant(Activation x) => x.Source?.Layer is Constant;

    private static ImmutableArray<int> Scaled(ImmutableArray<int> indices, int stride) =>
        [.. indices.Select(i => i == Rearrangement.Outside ? i : i * stride)];

    // Elements stay where they are when each dimension runs through all of what the next one leaves.
    private static bool IsIdentity(ImmutableArray<ImmutableArray<int>> offsets, int length)
    {
        var stride = 1;
        for (var axis = offsets.Length - 1; axis >= 0; axis--)
        {
            for (var k = 0; k < offsets[axis].Length; k++)
            {
                if (offsets[axis][k] != k * stride)
                    return false;
            }

            stride *= offsets[axis].Length;
        }

        return stride == length;
    }

    private static ImmutableArray<int> Broadcast(params ReadOnlySpan<Activation> operands)
    {
        ImmutableArray<int> joined = [];
        foreach (var operand in operands)
        {
            joined = Broadcasting.Join(joined, operand.Dimensions)
                ?? throw new NodeException($"It combines {Describe(operands)}, whose shapes do not go together. Export the model again.");
        }

        foreach (var operand in operands)
        {
            if (operand.Batch.IsSeparate && (operand.Rank != joined.Length || joined[0] != 1))
                throw Activation.MixesImages(Describe(operands));
        }

        return Activation.Check([.. joined.Select(d => (long)d)]);
    }

    private static string Describe(ReadOnlySpan<Activation> operands) => string.Join(" and ", operands.ToArray().Select(o => o.DescribeShape()));

    // With a constant that is one number or one per channel: what a batch norm is too, and can be folded into the weights before it.
    private Activation? AsScaleShift(BinaryFunction function, Activation x, Activation y)
    {
        if (IsConstant(x) == IsConstant(y) || x.IsInteger || y.IsInteger)
            return null;
        var (activation, constant) = IsConstant(y) ? (x, y) : (y, x);
        if (!IsOneAChannel(constant, activation))
            return null;
        var values = ((Constant)constant.Source!.Layer).Values;
        return (function, IsConstant(y)) switch
        {
            (BinaryFunction.Add, _) => ScaleShift(activation, [1], values),
            (BinaryFunction.Subtract, true) => ScaleShift(activation, [1], [.. values.Select(v => -v)]),
            (BinaryFunction.Subtract, false) => ScaleShift(activation, [-1], values),
            (BinaryFunction.Multiply, _) => ScaleShift(activation, values, [0]),
            (BinaryFunction.Divide, true) => ScaleShift(activation, [.. values.Select(v => 1 / v)], [0]),
            _ => null,
        };
    }

    private static bool IsOneAChannel(Activation constant, Activation activation)
    {
        if (constant.Rank > activation.Rank)
            return false;
        var offset = activation.Rank - constant.Rank;
        return Enumerable.Range(0, constant.Rank).All(k =>
            constant.Dimensions[k] == 1
            || (k + offset == activation.ChannelAxis && constant.Dimensions[k] == activation.Dimensions[k + offset]));
    }
}
