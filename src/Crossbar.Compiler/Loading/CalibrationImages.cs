using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;

namespace Crossbar.Compiler.Loading;

/// <summary>The images that ranges and fits are taken from: the user's, or noise where the user gave none.</summary>
public static class CalibrationImages
{
    private const int SyntheticCount = 10;

    /// <summary>Chooses the images.</summary>
    /// <param name="model">The model with its options.</param>
    /// <param name="origin">The file that a warning is attributed to.</param>
    /// <param name="diagnostics">Receives a warning where there are no data (CBX1001).</param>
    /// <returns>Images, each [C, H, W] flattened, scaled as the network wants them.</returns>
    /// <exception cref="CompilationException">The data cannot be read or do not fit the model.</exception>
    public static IReadOnlyList<float[]> For(LoadedModel model, string? origin, DiagnosticBag diagnostics)
    {
        var options = model.Options;
        if (options.Data.CalibrationData is null)
        {
            diagnostics.Report(Descriptors.NoCalibrationData, origin, model.FileName);
            return [.. Enumerable.Range(0, SyntheticCount).Select(n => SyntheticImage.Create(model.Design, options.Variation.Seed, n))];
        }

        var set = Read(model, options.Data.CalibrationData)
            .Select(options.Data.CalibrationSamples, options.Variation.Seed);
        return new StoredImages(set);
    }

    /// <summary>All images that they are chosen from, for what tries how they become inputs on their classes.</summary>
    /// <param name="model">The model with its options.</param>
    /// <returns>The images; null where that is said, where there are no data, or where their classes are not known.</returns>
    /// <exception cref="CompilationException">The data cannot be read or do not fit the model.</exception>
    public static ImageSet? Labelled(LoadedModel model) =>
        model.Options.Data is { HasNormalization: false, CalibrationData: { } file } && Read(model, file) is { HasLabels: true } images ? images : null;

    private static ImageSet Read(LoadedModel model, string file) =>
        ImageSet.Load(file, model.Design.InputShape, model.Design.Normalization, model.Design.OutputShape.Length);
}
