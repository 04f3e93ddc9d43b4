using Crossbar.Compiler.Models;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Pictures;
using Crossbar.Compiler.Rtl;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Draws up the page of a compiled model.</summary>
public static class ReportPageBuilder
{
    // Pixels of one quantity over all arrays. Three maps of a byte per pixel, as base64: 3.2 megabytes.
    private const int MaxPixels = 800_000;

    // Points of scatter charts over all layers, of which no layer has more than can be told apart: about twenty bytes each.
    private const int MaxPoints = 40_000;
    private const int MaxLayerPoints = 1000;

    // Values of outputs kept at a time, once of the digital network and once of the chip: a quarter of a gigabyte.
    private const long MaxOutputs = 32_000_000;

    /// <summary>Builds the page.</summary>
    /// <param name="model">The model.</param>
    /// <param name="network">The compiled network.</param>
    /// <param name="report">Its report.</param>
    /// <param name="images">What output errors are measured on.</param>
    /// <param name="studies">What studies say of the network.</param>
    /// <param name="netlists">The netlists; null where none were written.</param>
    public static ReportPage Build(
        LoadedModel model, CompiledNetwork network, CompilationReport report, ReportImages images, StudyPages studies, NetlistLinks? netlists) =>
        Build(model, network, report, images, studies, netlists, MaxPixels);

    /// <summary>The same with maps of another size.</summary>
    internal static ReportPage Build(
        LoadedModel model, CompiledNetwork network, CompilationReport report, ReportImages images, StudyPages studies, NetlistLinks? netlists, int maxPixels)
    {
        var hardware = network.Design.Hardware;
        var block = BlockOf([.. network.Layers.SelectMany(layer => layer.Arrays).Select(tile => tile.Layout)], maxPixels);
        var decks = netlists?.ArrayDecks();
        var outputs = network.Layers.Sum(layer => (long)layer.Unrolled.OutputShape.Length);
        var measured = images.Images.Take((int)Math.Clamp(MaxOutputs / Math.Max(1, outputs), 1, images.Images.Count)).ToArray();
        var errors = OutputErrorMeasurement.Measure(network, measured);
        var defaults = new CompilerOptions();
        return new ReportPage(
            report,
            [.. OptionTable.All.Where(d => report.Options.ContainsKey(d.Name) && d.Format(model.Options) != d.Format(defaults)).Select(d => d.Name)],
            new ConductanceRange(hardware.MinConductance, hardware.MaxConductance),
            [.. Enumerable.Range(0, HeatScale.Nothing).Select(Colour)],
            ErrorBins.Default,
            new ImageCount(images.Source, measured.Length),
            [.. network.Layers.Select((layer, l) => LayerPageBuilder.Build(
                layer, hardware, block, errors[l], Math.Clamp(MaxPoints / network.Layers.Length, 1, MaxLayerPoints), (tile, array) => decks?.GetValueOrDefault(ArrayNetlists.NameOf(l, tile, array))))],
            studies.Accuracy,
            netlists,
            studies.Retention,
            studies.Yield,
            model.Options.Rtl.Language == HardwareLanguage.SystemVerilog ? DigitalPage.Of(RtlSummary.Of(model.ClassName, network.Design, model.Options), studies.Synthesis) : null,
            DevicePageBuilder.Build(hardware, model.Options.Hardware.Device?.Definition.Summary ?? ""));
    }

    // Found by counting: every array has pixels of its own, and those at its ends stand for fewer cells.
    private static int BlockOf(ArrayLayout[] tiles, int maxPixels)
    {
        var block = 1;
        while (tiles.Sum(t => (long)t.ArrayCount * Pixels(t.RowCount) * Pixels(t.BitLines)) > maxPixels && tiles.Any(t => Math.Max(t.RowCount, t.BitLines) > block))
            block++;
        return block;

        int Pixels(int lines) => (lines + block - 1) / block;
    }

    private static string Colour(int index) => string.Create(
        CultureInfo.InvariantCulture, $"#{HeatScale.Palette[3 * index]:x2}{HeatScale.Palette[(3 * index) + 1]:x2}{HeatScale.Palette[(3 * index) + 2]:x2}");
}
