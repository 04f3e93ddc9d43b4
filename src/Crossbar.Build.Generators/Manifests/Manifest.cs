namespace Crossbar.Build.Generators.Manifests;

/// <summary>What <c>crossbar describe</c> says of a model: all that the typed API needs.</summary>
/// <param name="ClassName">The generated class.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Model">The ONNX file, for people.</param>
/// <param name="Input">The network's input.</param>
/// <param name="Output">The network's output.</param>
/// <param name="TakesBytes">Whether byte pixels can be given.</param>
/// <param name="Labels">One name a class; empty when they have none.</param>
/// <param name="Layers">The layers that run on crossbars.</param>
/// <param name="WeightCount">The number of weights in them.</param>
internal sealed record Manifest(
    string ClassName,
    string Namespace,
    string Accessibility,
    string Model,
    Tensor Input,
    Tensor Output,
    bool TakesBytes,
    EquatableArray<string> Labels,
    EquatableArray<CrossbarLayer> Layers,
    long WeightCount);
