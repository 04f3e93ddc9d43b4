using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Onnx.Importing;

namespace Crossbar.Compiler.Tests.Onnx;

/// <summary>A folder that lasts as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("crossbar-").FullName;

    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>Imports a file's content.</summary>
    public static ImportedModel Import(byte[] content, DiagnosticBag? diagnostics = null)
    {
        using var folder = new TemporaryFolder();
        return OnnxImporter.Import(folder.Write("model.onnx", content), diagnostics ?? new DiagnosticBag());
    }
}
