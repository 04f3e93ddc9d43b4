using System.Collections.Frozen;
using Crossbar.Build;

namespace Crossbar.Compiler.Options;

/// <summary>Which names a generated class and its namespace can have.</summary>
public static class CSharpName
{
    private static readonly FrozenSet<string> Keywords = (
        "abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event " +
        "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null " +
        "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static string " +
        "struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    // C# lets no class have a member of its own name.
    private static readonly FrozenSet<string> Members = FrozenSet.ToFrozenSet(
        [
            "ClassCount", "Classify", "ClassifyBatch", "CreateDesign", "Default", "DefaultChip", "InputLength", "InputShape", "Label", "LabelOf", "Labels", "Network",
            "Predict", "PredictBatch", "Tables",
        ],
        StringComparer.Ordinal);

    /// <summary>The default name of the class for a model: its file name in PascalCase + <c>Crossbar</c>.</summary>
    /// <param name="modelFile">The model's file name or path, such as <c>my-net_2.onnx</c> for <c>MyNet2Crossbar</c>.</param>
    public static string ForModel(string modelFile) => ClassNaming.ForModel(modelFile);

    /// <summary>Why a text cannot name a class, or null if it can.</summary>
    internal static string? WhatIsWrongWithClass(string name)
    {
        if (!IsIdentifier(name))
            return "a C# class name is needed: letters, digits and _, no digit first, no keyword.";
        return Members.Contains(name) ? $"the generated class has a member of that name; '{name}Crossbar' would do." : null;
    }

    /// <summary>Why a text cannot name a namespace, or null if it can.</summary>
    internal static string? WhatIsWrongWithNamespace(string name) =>
        Array.TrueForAll(name.Split('.'), IsIdentifier)
            ? null
            : "a C# namespace is needed: names joined by dots, each of letters, digits and _, no digit first, no keyword.";

    private static bool IsIdentifier(string name) => ClassNaming.IsIdentifier(name) && !Keywords.Contains(name);
}
