using System.Text.RegularExpressions;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Options;

namespace Crossbar.Onnx.Tests.Refusals;

/// <summary>What a message proposes, taken out of its text and done.</summary>
internal static class Proposal
{
    /// <summary>The selection that a message proposes.</summary>
    public static ImportSelection Of(string message) => new()
    {
        Input = Value(message, "InputName"),
        Output = Value(message, "OutputName"),
        InputShape = Value(message, "InputShape") is { } shape ? [.. shape.Split(',').Select(s => int.Parse(s, CultureInfo.InvariantCulture))] : [],
    };

    /// <summary>Compiles the part of a model that a selection names, to a chip with at least one crossbar.</summary>
    public static CompiledNetwork Compile(ModelBuilder model, ImportSelection selection)
    {
        using var folder = new TemporaryFolder();
        var imported = OnnxImporter.Import(folder.Write("model.onnx", model.ToBytes()), new DiagnosticBag(), selection);
        Assert.Contains(imported.Design.Layers, layer => layer is Convolution);
        return NetworkCompiler.Compile(imported.Design, [ImportAssert.Image(imported.Design.InputShape.Length, 1)], new CompilerOptions());
    }

    private static string? Value(string message, string option) =>
        Regex.Match(message, option + "=\"([^\"]*)\"", RegexOptions.CultureInvariant) is { Success: true } found ? found.Groups[1].Value : null;
}
