using System.Text.Json.Serialization;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>All that the HTML page of a compiled model shows.</summary>
/// <param name="Summary">The report of the compile.</param>
/// <param name="ChangedOptions">Names of the options that are not at their defaults.</param>
/// <param name="Conductance">The devices' range.</param>
/// <param name="Palette">The colours of heat maps from least to greatest, as <c>#rrggbb</c>.</param>
/// <param name="ErrorBins">The bins of all histograms.</param>
/// <param name="Images">What output errors were measured on.</param>
/// <param name="Layers">The layers on crossbars, in the order of the summary's.</param>
/// <param name="Accuracy">Accuracy; null where no labelled images were given.</param>
/// <param name="Netlists">The netlists; null where none were written.</param>
/// <param name="Retention">Accuracy against time; null where no study of it was given.</param>
/// <param name="Yield">How the accuracies of many chips are distributed; null where no study of it was given.</param>
/// <param name="Digital">The digital half as hardware; null where <c>Rtl</c> does not ask for it.</param>
/// <param name="Device">What the device's laws make of conductances; null where nothing is known of the device.</param>
public sealed record ReportPage(
    CompilationReport Summary,
    ImmutableArray<string> ChangedOptions,
    ConductanceRange Conductance,
    ImmutableArray<string> Palette,
    ErrorBins ErrorBins,
    ImageCount Images,
    ImmutableArray<LayerPage> Layers,
    AccuracyPage? Accuracy,
    NetlistLinks? Netlists,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RetentionPage? Retention,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] YieldPage? Yield,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DigitalPage? Digital,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DevicePage? Device)
{
    /// <summary>What earlier pages look like.</summary>
    public static OutputForm Form { get; } = OutputForm.Holding("<meta name=\"generator\" content=\"Crossbar.Build\">");

    private static readonly JsonSerializerOptions JsonOptions = new(ResultJson.Options)
    {
        WriteIndented = false,
        Converters = { new JsonStringEnumConverter(), new VisibleTextConverter() },
    };

    /// <summary>The page as JSON on one line, without the character that begins HTML's tags.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonOptions).Replace("<", "\\u003c", StringComparison.Ordinal);
}
