using Crossbar.Compiler.Data;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Models;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>The images that output errors are measured on.</summary>
/// <param name="Source">What they are, in a word for people: <c>calibration</c>, <c>test</c>.</param>
/// <param name="Images">Each [C, H, W] flattened, scaled as the network wants them; at least one.</param>
public sealed record ReportImages(string Source, IReadOnlyList<float[]> Images)
{
    // More would change no digit that one reads off a histogram.
    private const int MaxImages = 20;

    /// <summary>The calibration images of a model.</summary>
    /// <param name="model">The model.</param>
    public static ReportImages Calibration(LoadedModel model)
    {
        // Who compiled the model has been told already where they are only noise.
        var images = CalibrationImages.For(model, null, new DiagnosticBag());
        return new ReportImages("calibration", [.. images.Take(MaxImages)]);
    }

    /// <summary>Some of a set of test images, evenly over all.</summary>
    /// <param name="set">The images.</param>
    public static ReportImages Test(ImageSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var images = new float[Math.Min(MaxImages, set.Count)][];
        for (var n = 0; n < images.Length; n++)
        {
            images[n] = new float[set.ImageShape.Length];
            set.CopyImage((int)((long)n * set.Count / images.Length), images[n]);
        }

        return new ReportImages("test", images);
    }
}
