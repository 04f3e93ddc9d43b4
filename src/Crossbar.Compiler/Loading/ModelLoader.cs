using System.Security.Cryptography;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Onnx;
using Crossbar.Compiler.Onnx.Importing;

namespace Crossbar.Compiler.Loading;

/// <summary>Reads options, model and labels: the part of the pipeline that every command shares.</summary>
public static class ModelLoader
{
    /// <summary>Reads what a request names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="diagnostics">Receives warnings and errors.</param>
    /// <exception cref="CompilationException">
    /// Something is wrong; everything that is, is in <paramref name="diagnostics"/>. Or a file that is read is to be written by the same run (CBX0011).
    /// </exception>
    public static LoadedModel Load(CompilationRequest request, DiagnosticBag diagnostics)
    {
        var options = OptionReader.Read(request.Metadata, request.BaseDirectory, request.Origin, diagnostics);
        var path = Path.GetFullPath(request.Model, request.BaseDirectory is null ? Environment.CurrentDirectory : Path.GetFullPath(request.BaseDirectory));
        if (!File.Exists(path))
        {
            var hint = Directory.Exists(path) ? " There is a folder of that name." : Spelling.NearestFile(path);
            diagnostics.Report(Descriptors.FileNotFound, request.Origin, "The model", request.Model, hint);
        }

        diagnostics.ThrowIfErrors();
        request.Files.Reads(path);
        foreach (var file in OptionTable.All.SelectMany(option => option.FilesOf(options)))
            request.Files.Reads(file);

        var model = OnnxImporter.Import(path, diagnostics, ImportSelection.Of(options.Data));
        OptionReader.CheckChannels(options, model.Design.InputShape.Channels, request.Origin, diagnostics);
        diagnostics.ThrowIfErrors();
        foreach (var file in model.ExternalFiles)
            request.Files.Reads(file);
        var design = model.Design with { Normalization = options.Data.ToNormalization() };
        if (options.Data.Labels is not null)
            design = design with { Labels = LabelFile.Read(options.Data.Labels, design.OutputShape.Length) };
        return new LoadedModel(path, options, model with { Design = design })
        {
            Files = request.Files,
            Hash = HashOf(path),
        };
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
