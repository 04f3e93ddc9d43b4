using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;

namespace Crossbar.Tool.Arguments;

/// <summary>The images that a network is run on.</summary>
internal sealed class ImageArguments
{
    private readonly Option<string> _data = new("--data") { Description = ".npz with x [N, C, H, W] and, for accuracy, y [N]; or .npy with the images alone.", HelpName = "file", Required = true };
    private readonly WholeNumberArgument _count;

    /// <summary>Adds the options to a command.</summary>
    public ImageArguments(Command command)
    {
        command.Options.Add(_data);
        _count = new WholeNumberArgument(command, "--images", "Number of images, taken from each class in turn where y is known; 0 for all.", "count", 0, 0);
    }

    /// <summary>The file.</summary>
    public string File(ParseResult parsed) => parsed.GetValue(_data)!;

    /// <summary>How many of its images, as an argument of a study.</summary>
    public (string Name, string Value) Count(ParseResult parsed) => ("images", _count.Of(parsed) is > 0 and { } count ? count.ToString(CultureInfo.InvariantCulture) : "all");

    /// <summary>The images.</summary>
    public ImageSet Load(ParseResult parsed, LoadedModel model)
    {
        model.Files.Reads(parsed.GetValue(_data)!);
        var images = ImageSet.Load(parsed.GetValue(_data)!, model.Design.InputShape, model.Design.Normalization, model.Design.OutputShape.Length);
        var count = _count.Of(parsed)!.Value;
        return count == 0 || count >= images.Count ? images : images.Select(count, model.Options.Variation.Seed);
    }

    /// <summary>The images, if their classes are known.</summary>
    /// <exception cref="CompilationException">They are not (CBX0007).</exception>
    public ImageSet Labelled(ParseResult parsed, LoadedModel model)
    {
        var images = Load(parsed, model);
        return images.HasLabels
            ? images
            : throw new CompilationException(Descriptors.InvalidData, parsed.GetValue(_data)!, "The images have no classes, so there is no accuracy to study. Add them to the .npz as `y`.");
    }
}
