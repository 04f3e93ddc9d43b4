using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Models;

/// <summary>A model and what the user wants of it, both read and checked.</summary>
/// <param name="Path">The .onnx file.</param>
/// <param name="Options">The user's options.</param>
/// <param name="Model">The imported model; its design carries the user's labels and scaling of bytes.</param>
public sealed record LoadedModel(string Path, CompilerOptions Options, ImportedModel Model)
{
    /// <summary>SHA-256 of the .onnx file, in hexadecimal; empty where the model comes from no file.</summary>
    public string Hash { get; init; } = "";

    /// <summary>The files of the run that it was read in: its own are among them.</summary>
    public RunFiles Files { get; init; } = new();

    /// <summary>The digital network.</summary>
    public NetworkDesign Design => Model.Design;

    /// <summary>The generated class: the user's name, or the file's in PascalCase with <c>Crossbar</c> behind it.</summary>
    public string ClassName => Options.Class.Name ?? CSharpName.ForModel(Path);

    /// <summary>The class with its namespace.</summary>
    public string FullName => Namespace.Length > 0 ? $"{Namespace}.{ClassName}" : ClassName;

    /// <summary>The generated class's namespace; empty for the global one.</summary>
    public string Namespace => Options.Class.Namespace ?? "";

    /// <summary>The model's file name, for people: in reports, headers and messages.</summary>
    public string FileName => DisplayText.Of(System.IO.Path.GetFileName(Path));
}
