using Crossbar.Compiler.Models;
using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Importing;

/// <summary>Reads trained networks from ONNX files (operator sets 7 to 25; one image in, one tensor out).</summary>
public static class OnnxImporter
{
    /// <summary>Imports a model.</summary>
    /// <param name="path">The .onnx file; external data lie beside it.</param>
    /// <param name="diagnostics">Receives warnings, and every error.</param>
    /// <param name="selection">Which part of the graph is the network; null for all of it.</param>
    /// <returns>The network: dead nodes left out, batch norms folded where they can be.</returns>
    /// <exception cref="CompilationException">The file cannot be imported; all of <paramref name="diagnostics"/> is in it.</exception>
    public static ImportedModel Import(string path, DiagnosticBag diagnostics, ImportSelection? selection = null)
    {
        try
        {
            selection ??= new ImportSelection();
            var file = OnnxFile.Read(path);
            return Import(path, diagnostics, selection, file, new SelectionTrial(file, path, selection));
        }
        catch (CompilationException e)
        {
            foreach (var diagnostic in e.Diagnostics.Except(diagnostics.All))
                diagnostics.Report(diagnostic);
            throw new CompilationException(diagnostics.All);
        }
    }

    /// <summary>Imports a part of a file that has been read.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="diagnostics">Receives warnings, and errors that are found together.</param>
    /// <param name="selection">Which part of the graph is the network.</param>
    /// <param name="file">The file.</param>
    /// <param name="trial">Tries what messages propose; null for no proposals.</param>
    /// <exception cref="CompilationException">It cannot be imported.</exception>
    internal static ImportedModel Import(string path, DiagnosticBag diagnostics, ImportSelection selection, OnnxFile file, SelectionTrial? trial)
    {
        var (model, opset) = file;
        var graph = new ModelGraph(model.Graph, selection, path, diagnostics);
        var builder = new NetworkBuilder(graph, opset, selection, path, trial);
        var layers = builder.Build(diagnostics);
        ScaleShiftFolding.Run(layers);
        var imported = new ImportedModel
        {
            Design = layers.ToDesign(out var operators),
            InputName = graph.Input.Name,
            OutputName = graph.OutputName,
            Producer = $"{model.ProducerName} {model.ProducerVersion}".Trim(),
            Opset = opset,
            Operators = operators,
            ExternalFiles = builder.ExternalFiles,
        };
        FiniteWeights.Check(imported, path, diagnostics);
        diagnostics.ThrowIfErrors();
        return imported;
    }
}
