using System.Collections.Frozen;
using Crossbar.Build;

namespace Crossbar.Compiler.Options;

/// <summary>Which names a generated class and its namespace can have.</summary>
public static class CSharpName
{
    private const string LayerMethod = "CreateLayer";

    // Metadata have no names beyond 1023 bytes.
    private const int LongestNamespace = 1000;

    // C# lets no class have a member of its own name.
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet(
        [
            "ClassCount", "Classify", "ClassifyBatch", "CreateDesign", "Default", "DefaultChip", "InputLength", "InputShape", "Label", "LabelOf", "Labels", "Network",
            "Predict", "PredictBatch", "Tables", "get_Default", "get_InputShape", "get_Labels", "get_Network",
        ],
        StringComparer.Ordinal);

    /// <summary>The default name of the class for a model: its file name in PascalCase + <c>Crossbar</c>.</summary>
    /// <param name="modelFile">The model's file name or path, such as <c>my-net_2.onnx</c> for <c>MyNet2Crossbar</c>.</param>
    public static string ForModel(string modelFile) => ClassNaming.ForModel(modelFile);

    /// <summary>Why a text cannot name a class, or null if it can.</summary>
    internal static string? WhatIsWrongWithClass(string name)
    {
        if (!ClassNaming.IsIdentifier(name))
            return "a C# class name is needed: letters, digits and _, no digit first.";
        return Members.Contains(name) || IsLayerMethod(name) ? $"the generated class has a member of that name; '{name}Crossbar' would do." : null;
    }

    /// <summary>Why a text cannot name a namespace, or null if it can.</summary>
    internal static string? WhatIsWrongWithNamespace(string name) =>
        Array.TrueForAll(name.Split('.'), ClassNaming.IsIdentifier) && Encoding.UTF8.GetByteCount(name) <= LongestNamespace
            ? null
            : "a C# namespace is needed: names joined by dots, each of letters, digits and _, no digit first, of at most 1000 bytes in all.";

    // CreateLayer0, CreateLayer1, ...: as many as the network has crossbar layers.
    private static bool IsLayerMethod(string name) =>
        name.StartsWith(LayerMethod, StringComparison.Ordinal) && name.Length > LayerMethod.Length && name.AsSpan(LayerMethod.Length).IndexOfAnyExceptInRange('0', '9') < 0;
}
