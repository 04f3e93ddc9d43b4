using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Models;

/// <summary>What the user asks for, as written: by an item in a project file or on a command line.</summary>
/// <param name="Model">Path of the .onnx file.</param>
/// <param name="Metadata">Names and values of item metadata.</param>
/// <param name="BaseDirectory">Where relative paths in metadata start; null for the current folder.</param>
/// <param name="Origin">The file that errors in metadata are attributed to; null for the command line.</param>
public sealed record CompilationRequest(
    string Model, ImmutableArray<(string Name, string Value)> Metadata, string? BaseDirectory, string? Origin)
{
    /// <summary>The files of the run that the request is part of.</summary>
    public RunFiles Files { get; init; } = new();
}
