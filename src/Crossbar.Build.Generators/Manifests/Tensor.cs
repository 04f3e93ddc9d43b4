namespace Crossbar.Build.Generators.Manifests;

/// <summary>A named tensor without its batch dimension.</summary>
/// <param name="Name">Its name in the ONNX file.</param>
/// <param name="Dimensions">Its dimensions, outermost first, each at least 1.</param>
internal sealed record Tensor(string Name, EquatableArray<int> Dimensions)
{
    /// <summary>The number of elements.</summary>
    public int Length => Dimensions.Aggregate(1, (product, d) => product * d);

    /// <summary>For people: <c>3×32×32</c>.</summary>
    public string Shape => string.Join("×", Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture)));
}
