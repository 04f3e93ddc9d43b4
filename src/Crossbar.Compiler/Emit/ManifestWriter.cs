using Crossbar.Build;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Emit;

/// <summary>Writes what the source generator needs to know of a model (docs/architecture.md, "Outputs of describe").</summary>
public static class ManifestWriter
{
    /// <summary>What earlier ones look like.</summary>
    public static OutputForm Form { get; } = OutputForm.Beginning(ManifestKeys.Format + "\t");

    /// <summary>The text of <c>Name.manifest</c>.</summary>
    public static string Write(LoadedModel model)
    {
        var design = model.Design;
        var text = new StringBuilder();
        text.Append(Line(ManifestKeys.Format, ManifestKeys.Version));
        text.Append(Line(ManifestKeys.Class, model.ClassName));
        text.Append(Line(ManifestKeys.Namespace, model.Namespace));
        text.Append(Line(ManifestKeys.Accessibility, model.Options.Class.Accessibility == ClassAccessibility.Internal ? "internal" : "public"));
        text.Append(Line(ManifestKeys.Model, model.FileName));
        text.Append(Line([ManifestKeys.Input, model.Model.InputName, .. Dimensions(design.InputShape)]));
        text.Append(Line([ManifestKeys.Output, model.Model.OutputName, .. Dimensions(design.OutputShape)]));
        text.Append(Line(ManifestKeys.Bytes, model.Options.Data.HasNormalization ? "1" : "0"));
        foreach (var label in design.Labels)
            text.Append(Line(ManifestKeys.Label, label));
        long weights = 0;
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (design.Layers[k] is not Convolution layer)
                continue;
            weights += layer.Weights.Length;
            text.Append(Line(
                ManifestKeys.Layer, layer.Name, model.Model.Operators[k], design.ShapeOf(layer.Inputs[0]).ToString(), layer.OutputShape.ToString()));
        }

        text.Append(Line(ManifestKeys.Weights, weights.ToString(CultureInfo.InvariantCulture)));
        foreach (var file in model.Model.ExternalFiles)
            text.Append(Line(ManifestKeys.WeightsFile, FromModel(file)));
        // A hardware file may have named it, which the build does not read.
        if (OptionTable.Find(nameof(HardwareOptions.Device))!.FileOf(model.Options) is { } device)
            text.Append(Line(ManifestKeys.DeviceFile, FromModel(device)));
        return text.ToString();

        string FromModel(string file) => Path.GetRelativePath(Path.GetDirectoryName(model.Path)!, file).Replace('\\', '/');
    }

    private static IEnumerable<string> Dimensions(TensorShape shape) =>
        shape.Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture));

    private static string Line(params string[] fields) => TabbedLine.Join(fields) + "\n";
}
