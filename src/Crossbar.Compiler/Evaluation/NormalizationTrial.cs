using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;

namespace Crossbar.Compiler.Evaluation;

/// <summary>
/// Whether images of known classes are what a network expects: bytes of which nobody said how they become inputs, and pixels from 0 to 255 that are stored as
/// floats and so become inputs as they are. The digital network is tried on them so, and scaled as networks usually want them. What is far better is worth a warning, and is its remedy.
/// </summary>
public static class NormalizationTrial
{
    // Enough to tell, and soon over.
    private const int MaxImages = 64;

    // By chance, one of the few others is better so often at most.
    private const double Chance = 0.005;

    // Of the images: what is less may be a matter of taste.
    private const double WorthIt = 0.1;

    /// <summary>Warns where another scaling is far better (CBX1002).</summary>
    /// <param name="model">The model; where it says how bytes are scaled, that is believed.</param>
    /// <param name="images">The images.</param>
    /// <param name="origin">The file that the warning is attributed to; null for the images' own.</param>
    /// <param name="diagnostics">Receives the warning.</param>
    public static void Warn(LoadedModel model, ImageSet images, string? origin, DiagnosticBag diagnostics)
    {
        // Once is enough, whichever of a run's images it is said of.
        if (!images.HasLabels || diagnostics.All.Any(said => said.Descriptor == Descriptors.NotNormalized) || (images.AreBytes && model.Options.Data.HasNormalization))
            return;
        var chosen = images.Select(MaxImages, model.Options.Variation.Seed);
        var bytes = images.AreBytes ? chosen : chosen.AsBytes();
        if (bytes is null)
            return;
        var network = new CrossbarNetwork(model.Design);
        // Where hardly an image is wrong, nothing can be far better.
        if (Judge(network, images.AreBytes ? chosen.With(InputNormalization.UnitRange) : chosen) is not { } plain || plain.Count(right => !right) < WorthIt * plain.Length)
            return;
        IEnumerable<DataOptions> scalings = images.AreBytes ? Usual(bytes)
            : model.Options.Data.HasNormalization ? [model.Options.Data]
            : [new DataOptions { InputMean = [0] }, .. Usual(bytes)];
        var best = scalings
            .Select(data => (Data: data, Right: Judge(network, bytes.With(data.ToNormalization()))))
            .Where(trial => trial.Right is { } right && IsFarBetter(right, plain))
            .OrderByDescending(trial => trial.Right!.Count(right => right))
            .FirstOrDefault();
        if (best.Data is not { } found)
            return;
        var (given, right) = (Text(found, "{0}=\"{1}\""), best.Right!.Count(right => right));
        var (so, with, say, otherwise) = images.AreBytes
            ? ($"These are byte images, and nothing says how they become the inputs of {model.FileName}: divided by 255 alone", $"With {given}", "say so", " To divide by 255 alone: InputMean=0.")
            : ($"These images are pixels from 0 to 255 as floats, which become the inputs of {model.FileName} as they are: so", $"As bytes with {given}", "save them as bytes, x.astype(numpy.uint8), and say so", "");
        diagnostics.Report(Descriptors.NotNormalized, origin ?? images.Path, so, plain.Count(right => right), plain.Length, with, right, say, CommandLine(found), otherwise);
    }

    /// <summary>Whether one is right where the other is wrong by far more than chance, by a sign test, and by a tenth of all images.</summary>
    internal static bool IsFarBetter(bool[] right, bool[] plain)
    {
        var pairs = right.Zip(plain).ToArray();
        var (better, worse) = (pairs.Count(pair => pair is (true, false)), pairs.Count(pair => pair is (false, true)));
        // The binomial tail: so many or more of the images that tell the two apart, were each a coin.
        var (differing, term, tail) = (better + worse, Math.ScaleB(1, -(better + worse)), 0.0);
        for (var k = 0; k <= worse; k++)
        {
            tail += term;
            term *= (differing - k) / (k + 1.0);
        }

        return tail < Chance && better - worse >= WorthIt * pairs.Length;
    }

    // What networks are trained with: zero mean and unit deviation, -1 to 1, bytes as they are, and bytes less their mean.
    private static IEnumerable<DataOptions> Usual(ImageSet images)
    {
        var statistics = images.ByteStatistics();
        if (statistics.All(channel => channel.Deviation > 0))
        {
            yield return new()
            {
                InputMean = [.. statistics.Select(channel => Math.Round(channel.Mean / 255, 3))],
                InputStd = [.. statistics.Select(channel => Math.Max(0.001, Math.Round(channel.Deviation / 255, 3)))],
            };
        }

        yield return new() { InputMean = [0.5], InputStd = [0.5] };
        yield return new() { InputScale = 1 };
        yield return new() { InputScale = 1, InputMean = [.. statistics.Select(channel => Math.Round(channel.Mean))] };
    }

    // Numbers that leave the range of single precision are no answer.
    private static bool[]? Judge(CrossbarNetwork network, ImageSet images)
    {
        try
        {
            return Evaluator.Evaluate(network, images).IsCorrect;
        }
        catch (CompilationException failure) when (failure.Diagnostics[0].Descriptor == Descriptors.NotComputable)
        {
            return null;
        }
    }

    private static string Text(DataOptions data, string format) => string.Join(' ', Given(data).Select(pair => string.Format(CultureInfo.InvariantCulture, format, pair.Definition.Name, pair.Value)));

    private static string CommandLine(DataOptions data) => string.Join(' ', Given(data).Select(pair => $"{pair.Definition.OptionName} {pair.Value}"));

    private static IEnumerable<(OptionDefinition Definition, string Value)> Given(DataOptions data) =>
        new[] { nameof(DataOptions.InputScale), nameof(DataOptions.InputMean), nameof(DataOptions.InputStd) }
            .Select(name => OptionTable.Find(name)!)
            .Select(definition => (definition, Value: definition.Format(new CompilerOptions { Data = data })))
            .Where(pair => pair.Value.Length > 0);
}
