using Crossbar.Compiler.Export.Graph;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Export;

/// <summary>A compiled model as an ONNX model: <see cref="NetworkExporter"/> with the names and options of the file that it came from.</summary>
public static class ModelExporter
{
    /// <summary>What earlier exports look like: they begin with the version of the format and the name of what wrote them.</summary>
    public static OutputForm Form { get; } = OutputForm.BeginningAndHolding("\b", $"\x12{(char)Producer.Length}{Producer}");

    internal const string Producer = "Crossbar.Build";

    /// <summary>Checks what can be known before a model is compiled.</summary>
    /// <param name="model">The model.</param>
    /// <param name="origin">The file that errors in metadata are attributed to; null for the model.</param>
    /// <param name="path">The file to export to.</param>
    /// <exception cref="CompilationException">The file cannot be written (CBX0010) or is another's (CBX0011, CBX0012, CBX0013), the model's cells are not linear (CBX0082) or its converters not as designed (CBX0087), or the file would exceed 2 GiB (CBX0083).</exception>
    public static void Check(LoadedModel model, string? origin, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Files.Writes(path, Form);
        OutputFolder.Guard(path, () => OutputFolder.Probe(path));
        ExportableChip.Check(model.Design.Layers.FirstOrDefault(layer => layer is Convolution), model.Options.ToHardware(), origin ?? model.Path);
        long bytes = 0;
        foreach (var layer in model.Design.Layers.OfType<Convolution>())
        {
            bytes += sizeof(float) * LeastNumbers(layer, model);
            if (bytes > ExportedGraph.MaxBytes)
                throw new CompilationException(Descriptors.ExportTooLarge, origin ?? model.Path, layer.Name, bytes / 1e9);
        }
    }

    // One slice of every array; how many slices there are is known when the arrays are.
    private static long LeastNumbers(Convolution layer, LoadedModel model) => model.Options.Mapping.Scheme == MappingScheme.Toeplitz
        ? (long)model.Design.ShapeOf(layer.Inputs[0]).Length * layer.OutputShape.Length / layer.Groups
        : layer.Weights.Length;

    /// <summary>Exports a compiled model to a file, which is written whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">What it was compiled from.</param>
    /// <param name="network">The compiled network.</param>
    /// <returns>The file's length in bytes.</returns>
    /// <exception cref="CompilationException">The file cannot be written (CBX0010), its cells are not linear (CBX0082) or its converters not as designed (CBX0087), or it would exceed 2 GiB (CBX0083).</exception>
    public static long Write(string path, LoadedModel model, CompiledNetwork network)
    {
        var content = Export(model, network);
        OutputFolder.Guard(path, () =>
        {
            using var file = new WholeFile(path);
            file.Stream.Write(content);
            file.Commit();
        });
        return content.Length;
    }

    /// <summary>Exports a compiled model.</summary>
    /// <param name="model">What it was compiled from.</param>
    /// <param name="network">The compiled network.</param>
    /// <returns>The file's content; it names the model by its hash, and no place of this machine.</returns>
    public static byte[] Export(LoadedModel model, CompiledNetwork network)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(network);
        var properties = ImmutableArray.CreateBuilder<(string, string)>();
        properties.Add(("crossbar.model", model.FileName));
        properties.Add(("crossbar.model.sha256", model.Hash));
        if (!model.Design.Labels.IsEmpty)
            properties.Add(("crossbar.labels", string.Join('\n', model.Design.Labels)));
        foreach (var option in OptionTable.All.Where(option => option.Group is not (OptionGroup.Class or OptionGroup.Output)))
        {
            if (option.Describe(model.Options) is { } value)
                properties.Add(($"crossbar.{option.Name}", value));
        }

        return NetworkExporter.Export(network.Design, model.Model.InputName, model.Model.OutputName, properties.ToArray());
    }
}
