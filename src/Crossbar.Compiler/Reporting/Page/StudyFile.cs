using System.Text.Json.Nodes;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>
/// The table of a study as its folder has it, with what it depends on (<see cref="StudyFolder.Write"/>); or what <c>crossbar study accuracy --json</c>
/// printed, an array of rows, which says nothing of it.
/// </summary>
internal sealed class StudyFile
{
    private const string Data = "Data";

    private readonly string _path;
    private readonly JsonNode? _rows;
    private readonly StudyIdentity? _identity;

    private StudyFile(string path, string study, JsonNode? rows, StudyIdentity? identity) => (_path, Study, _rows, _identity) = (path, study, rows, identity);

    /// <summary>The study's name.</summary>
    public string Study { get; }

    /// <summary>Where the figures are from, for people: the file's name.</summary>
    public string Source => Path.GetFileName(_path);

    /// <summary>What the study was asked for beside its items.</summary>
    public ImmutableSortedDictionary<string, string> Arguments => _identity?.Arguments ?? ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CompilationException">There is no such file (CBX0001), or it is no study's table (CBX0007).</exception>
    public static StudyFile Read(string path)
    {
        if (!File.Exists(path))
            throw new CompilationException(Descriptors.FileNotFound, null, "The study", path, "");
        try
        {
            var json = JsonNode.Parse(BoundedFile.ReadAllBytes(path, "a study's table"));
            if (json is not JsonObject study)
                return new StudyFile(path, AccuracyStudy.Kind.Name, json, null);
            var rows = study["rows"];
            // The table's file has the rows in the place of the items.
            study["items"] = new JsonArray();
            var identity = StudyIdentity.FromJson(study.ToJsonString());
            return new StudyFile(path, identity.Study, rows, identity);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            throw Invalid(path);
        }
    }

    /// <summary>Its rows.</summary>
    /// <typeparam name="TRow">What they are.</typeparam>
    /// <param name="study">The study without items.</param>
    /// <param name="model">What the page is about.</param>
    /// <param name="isWhole">Whether a row has what cannot be null.</param>
    /// <exception cref="CompilationException">The rows are none of such a study (CBX0007), or of another model, file or option that it does not vary (CBX0086).</exception>
    public ImmutableArray<TRow> Rows<TRow>(StudyPlan study, LoadedModel model, Func<TRow, bool> isWhole)
        where TRow : class
    {
        if (DifferenceFrom(study, model) is { } difference)
            throw new CompilationException(Descriptors.ForeignStudy, _path, difference, Study);
        try
        {
            var rows = _rows.Deserialize<ImmutableArray<TRow>>(ResultJson.Options);
            if (!rows.IsDefaultOrEmpty && rows.All(row => row is not null && isWhole(row)))
                return rows;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // Said below, as of rows that miss something.
        }

        throw Invalid(_path);
    }

    private static bool IsUnreadable(Exception e) => e is JsonException or InvalidOperationException or ArgumentException or IOException or UnauthorizedAccessException;

    private static CompilationException Invalid(string path) => new(
        Descriptors.InvalidData, path, "This is no accuracy.json, retention.json or yield.json of 'crossbar study'. Run one of these studies and name the file that it writes.");

    // Not compared: the tool and the processor, which change no digit that one reads off a page, the test images, which only the study has,
    // the names of files, and options that the study's tool did not have.
    private string? DifferenceFrom(StudyPlan study, LoadedModel model)
    {
        if (_identity is null)
            return null;
        var here = StudyIdentity.Of(study, model.Options, model, null, []);
        return (here with { Options = here.Options.RemoveRange(here.Options.Keys.Except(_identity.Options.Keys)) }).DifferenceFrom(
            _identity with { Tool = here.Tool, Arithmetic = here.Arithmetic, Model = here.Model, Arguments = here.Arguments, Files = _identity.Files.Remove(Data) });
    }
}
