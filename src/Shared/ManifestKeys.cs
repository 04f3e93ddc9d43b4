namespace Crossbar.Build;

/// <summary>First fields of a manifest's lines: docs/architecture.md has the format.</summary>
internal static class ManifestKeys
{
    /// <summary>The item metadata that tells manifests from other additional files.</summary>
    public const string Metadata = "CrossbarManifest";

    /// <summary>The first line: <see cref="Version"/> behind it.</summary>
    public const string Format = "crossbar-manifest";

    /// <summary>The version of the format.</summary>
    public const string Version = "1";

    /// <summary>The generated class.</summary>
    public const string Class = "class";

    /// <summary>Its namespace.</summary>
    public const string Namespace = "namespace";

    /// <summary><c>public</c> or <c>internal</c>.</summary>
    public const string Accessibility = "accessibility";

    /// <summary>The model's file.</summary>
    public const string Model = "model";

    /// <summary>The network's input: name and dimensions.</summary>
    public const string Input = "input";

    /// <summary>The network's output, likewise.</summary>
    public const string Output = "output";

    /// <summary>Whether byte pixels can be given.</summary>
    public const string Bytes = "bytes";

    /// <summary>The name of a class; a line for each.</summary>
    public const string Label = "label";

    /// <summary>A crossbar layer: name, operator, input and output shape.</summary>
    public const string Layer = "layer";

    /// <summary>The number of weights in crossbar layers.</summary>
    public const string Weights = "weights";

    /// <summary>A file beside the model that holds weights; a line for each.</summary>
    public const string WeightsFile = "weights-file";

    /// <summary>The file of the model's device, where it has one of its own, relative to the model.</summary>
    public const string DeviceFile = "device-file";
}
