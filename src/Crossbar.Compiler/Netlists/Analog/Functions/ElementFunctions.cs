namespace Crossbar.Compiler.Netlists.Analog.Functions;

/// <summary>What a layer is that computes each element of its output from the same element of one value.</summary>
/// <param name="Input">That value, which need not be the layer's own input: x·sigmoid(x) is one function of x.</param>
/// <param name="Functions">The functions of its elements, each once.</param>
/// <param name="Indices">Which of them each element has; empty where there is one for all.</param>
internal sealed record ElementFunctions(int Input, ImmutableArray<ScalarFunction> Functions, ImmutableArray<int> Indices)
{
    /// <summary>The functions of a layer; null where it is none that ends in straight lines.</summary>
    /// <param name="design">The network.</param>
    /// <param name="layer">The layer's position in it.</param>
    public static ElementFunctions? Of(NetworkDesign design, int layer) => design.Layers[layer] switch
    {
        Unary unary when UnaryShapes.Of(unary) is { } function => new(unary.Inputs[0], [function], []),
        Binary { Function: BinaryFunction.PRelu } leaky => Leaky(design, leaky),
        Binary { Function: BinaryFunction.Multiply } product => Product(design, product),
        _ => null,
    };

    /// <summary>The function of an element.</summary>
    public int IndexOf(int element) => Indices.IsEmpty ? 0 : Indices[element];

    private static ElementFunctions? Leaky(NetworkDesign design, Binary layer)
    {
        var (input, slope) = (layer.Inputs[0], layer.Inputs[1]);
        if (slope == 0 || design.Layers[slope - 1] is not Constant { Values: var slopes } || design.ShapeOf(input).Length != layer.OutputShape.Length)
            return null;
        var distinct = slopes.Distinct().ToImmutableArray();
        var broadcasting = new Broadcasting(layer.Left, layer.Right);
        var indices = new int[layer.OutputShape.Length];
        for (var run = 0; run < broadcasting.Runs; run++)
        {
            var own = broadcasting.Run(1, slopes.AsSpan(), run);
            for (var k = 0; k < broadcasting.RunLength; k++)
                indices[(run * broadcasting.RunLength) + k] = distinct.IndexOf(own[own.Length == 1 ? 0 : k]);
        }

        return new(input, [.. distinct.Select(s => UnaryShapes.Leaky(s))], [.. indices]);
    }

    // Of functions of the same value, and of nothing repeated.
    private static ElementFunctions? Product(NetworkDesign design, Binary layer)
    {
        var (left, right) = (Sources(design, layer.Inputs[0]), Sources(design, layer.Inputs[1]));
        foreach (var (value, x) in left)
        {
            var y = right.FirstOrDefault(source => source.Value == value).Function;
            if (y is not null && design.ShapeOf(value).Length == layer.OutputShape.Length && design.ShapeOf(layer.Inputs[1]).Length == layer.OutputShape.Length)
                return ScalarFunction.Product(x, y) is { } product ? new(value, [product], []) : null;
        }

        return null;
    }

    // What a value is a function of: itself, and what a scale and a shift or a function of each element were applied to.
    private static IEnumerable<(int Value, ScalarFunction Function)> Sources(NetworkDesign design, int value)
    {
        yield return (value, ScalarFunction.Identity);
        if (value == 0)
            yield break;
        var layer = design.Layers[value - 1];
        var function = layer switch
        {
            Unary unary => UnaryShapes.Of(unary),
            ScaleShift { Scale: [var scale], Shift: [var shift] } => ScalarFunction.Identity.Of(scale, shift),
            _ => null,
        };
        if (function is null)
            yield break;
        var input = layer.Inputs[0];
        yield return (input, function);
        if (layer is Unary && input > 0 && design.Layers[input - 1] is ScaleShift { Scale: [var a], Shift: [var b] } inner && function.Of(a, b) is { } composed)
            yield return (inner.Inputs[0], composed);
    }
}
