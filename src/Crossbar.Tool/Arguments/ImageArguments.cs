using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Models;

namespace Crossbar.Tool.Arguments;

/// <summary>The images that a network is run on.</summary>
internal sealed class ImageArguments
{
    private readonly Option<string?> _data;
    private readonly WholeNumberArgument _count;

    /// <summary>Adds the options to a command that is about images.</summary>
    public ImageArguments(Command command)
        : this(command, "Test images", isRequired: true)
    {
    }

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="what">What the images are, or are for.</param>
    /// <param name="isRequired">Whether the command does nothing without them.</param>
    public ImageArguments(Command command, string what, bool isRequired)
    {
        _data = new("--data") { Description = $"{what}: .npz with x [N, C, H, W] and, for accuracy, y [N]; or .npy with the images alone.", HelpName = "file", Required = isRequired };
        command.Options.Add(_data);
        _count = new WholeNumberArgument(command, "--images", "Number of images, taken from each class in turn where y is known; 0 for all.", "count", 0, 0);
        command.Validators.Add(result =>
        {
            if (!isRequired && _count.IsGiven(result) && !IsGiven(result))
                result.AddError("--images says how many images are taken of those that --data names: give --data too.");
        });
    }

    /// <summary>Whether images were given, while the command line is checked.</summary>
    public bool IsGiven(System.CommandLine.Parsing.CommandResult result) => result.GetResult(_data) is { Implicit: false };

    /// <summary>The file.</summary>
    public string File(ParseResult parsed) => parsed.GetValue(_data)!;

    /// <summary>How many of its images, as an argument of a study.</summary>
    public (string Name, string Value) Count(ParseResult parsed) => ("images", _count.Of(parsed) is > 0 and { } count ? count.ToString(CultureInfo.InvariantCulture) : "all");

    /// <summary>The images.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The network.</param>
    /// <param name="diagnostics">Receives a warning where the network plainly expects pixels in another scale (CBX1002).</param>
    public ImageSet Load(ParseResult parsed, LoadedModel model, DiagnosticBag diagnostics)
    {
        model.Files.Reads(parsed.GetValue(_data)!);
        var images = ImageSet.Load(parsed.GetValue(_data)!, model.Design.InputShape, model.Design.Normalization, model.Design.OutputShape.Length);
        var count = _count.Of(parsed)!.Value;
        images = count == 0 || count >= images.Count ? images : images.Select(count, model.Options.Variation.Seed);
        NormalizationTrial.Warn(model, images, null, diagnostics);
        return images;
    }

    /// <summary>The images, if their classes are known.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The network.</param>
    /// <param name="diagnostics">Receives a warning where the network plainly expects pixels in another scale (CBX1002).</param>
    /// <exception cref="CompilationException">They are not (CBX0007).</exception>
    public ImageSet Labelled(ParseResult parsed, LoadedModel model, DiagnosticBag diagnostics)
    {
        var images = Load(parsed, model, diagnostics);
        return images.HasLabels
            ? images
            : throw new CompilationException(Descriptors.InvalidData, parsed.GetValue(_data)!, "The images have no classes, so there is no accuracy to study. Add them to the .npz as `y`.");
    }
}
