using System.Text.Json;
using System.Text.Json.Nodes;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Accuracy against the resolution of the converters.</summary>
/// <param name="Source">Where the figures are from, for people: a file's name.</param>
/// <param name="Rows">The software network, then the chips.</param>
public sealed record AccuracyPage(string Source, ImmutableArray<AccuracyStudyRow> Rows)
{
    private const string Data = "Data";

    /// <summary>
    /// Reads the file <c>accuracy.json</c> of <c>crossbar study accuracy</c>, which says what was studied and has the <c>rows</c>; or what its
    /// <c>--json</c> printed, an array of rows, which says nothing of it.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="model">The model that the page is about.</param>
    /// <exception cref="CompilationException">
    /// There is no such file (CBX0001), no such study in it (CBX0007), or one of another model, file or option that it does not vary (CBX0086).
    /// </exception>
    public static AccuracyPage Read(string path, LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!File.Exists(path))
            throw new CompilationException(Descriptors.FileNotFound, null, "The study", path, "");
        try
        {
            var json = JsonNode.Parse(BoundedFile.ReadAllBytes(path, "a study's table"));
            if (json is JsonObject study && DifferenceFrom(study, model) is { } difference)
                throw new CompilationException(Descriptors.ForeignStudy, path, difference);
            var read = (json is JsonObject ? json["rows"] : json).Deserialize<ImmutableArray<AccuracyStudyRow>>(ResultJson.Options);
            if (!read.IsDefaultOrEmpty && read.All(row => row is { Bits: not null, Mapping: not null, Conversion: not null }))
                return new AccuracyPage(Path.GetFileName(path), read);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // Said below, as of a study of another kind.
        }

        throw new CompilationException(Descriptors.InvalidData, path, "This is no accuracy.json of 'crossbar study accuracy'. Run that study and name the file that it writes.");
    }

    // Not compared: the tool and the processor, which change no digit that one reads off a page, the test images, which only the study has,
    // the names of files, and options that the study's tool did not have.
    private static string? DifferenceFrom(JsonObject study, LoadedModel model)
    {
        var here = StudyIdentity.Of(
            new StudyPlan<AccuracyStudyRow, AccuracyStudyRow>(AccuracyStudy.Kind, []) { Varies = AccuracyStudy.Varied }, model.Options, model, null, []);
        // The table's file has the rows in the place of the items.
        study["items"] = new JsonArray();
        var there = StudyIdentity.FromJson(study.ToJsonString());
        return (here with { Options = here.Options.RemoveRange(here.Options.Keys.Except(there.Options.Keys)) }).DifferenceFrom(
            there with { Tool = here.Tool, Arithmetic = here.Arithmetic, Model = here.Model, Arguments = here.Arguments, Files = there.Files.Remove(Data) });
    }
}
