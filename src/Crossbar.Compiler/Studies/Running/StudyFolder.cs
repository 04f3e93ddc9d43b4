using System.Text.RegularExpressions;
using Crossbar.Build;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies.Running;

/// <summary>
/// A study on disk: <c>study.json</c> says which it is, <c>items/</c> holds a file for every item that is computed, and the table lies
/// beside them once all are. Every file is written whole, so that several machines may work in one folder.
/// </summary>
public sealed class StudyFolder
{
    private const string IdentityFile = "study.json";
    private const string Items = "items";
    private const string TableMark = "# study: ";

    private static readonly ImmutableArray<OutputForm> Forms = [OutputForm.Beginning([TableMark, "{\n  \"study\": "])];

    private static readonly JsonSerializerOptions ItemOptions = new(ResultJson.Options) { WriteIndented = false };

    // Files that WriteIfDifferent had no time to put into place.
    private static readonly Regex Unfinished = new(@"^(study|\d{5}|[a-z]+)\.(json|csv)\.\d+-[0-9a-f]{32}\.tmp$", RegexOptions.CultureInvariant);

    private StudyFolder(string path, StudyIdentity identity) => (Path, Identity) = (path, identity);

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    /// <summary>The study that it holds.</summary>
    public StudyIdentity Identity { get; }

    /// <summary>Number of its items that are computed.</summary>
    public int Kept => Enumerable.Range(0, Identity.Items.Length).Count(item => File.Exists(FileOf(item)));

    /// <summary>Opens a folder for a study, which is made where there is none.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="identity">The study.</param>
    /// <exception cref="CompilationException">It holds another study (CBX0090), cannot be read (CBX0092), cannot be written (CBX0010), or has something else where a file of the study is to be (CBX0012, CBX0013).</exception>
    public static StudyFolder For(string path, StudyIdentity identity)
    {
        var full = System.IO.Path.GetFullPath(path);
        OutputPlace.DemandFolder(System.IO.Path.Combine(full, Items));
        OutputPlace.DemandFile(System.IO.Path.Combine(full, IdentityFile));
        foreach (var table in new[] { "csv", "json" })
            OutputPlace.Demand(System.IO.Path.Combine(full, $"{identity.Study}.{table}"), Forms.AsSpan());
        OutputFolder.Guard(full, () =>
        {
            Directory.CreateDirectory(System.IO.Path.Combine(full, Items));
            Claim(System.IO.Path.Combine(full, IdentityFile), identity);
        });
        var there = Open(full);
        return identity.DifferenceFrom(there.Identity) is { } difference ? throw new CompilationException(Descriptors.OtherStudy, full, difference) : there;
    }

    /// <summary>Opens the folder of a study that was begun.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="CompilationException">There is none (CBX0001), or it cannot be read (CBX0092).</exception>
    public static StudyFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var file = System.IO.Path.Combine(full, IdentityFile);
        if (!File.Exists(file))
            throw new CompilationException(Descriptors.FileNotFound, null, "The study", full, $" A study's folder has a file {IdentityFile}.");
        return new StudyFolder(full, Read(file, StudyIdentity.FromJson));
    }

    /// <summary>What an item computed; null where it is not here.</summary>
    /// <param name="item">Its number, from 0.</param>
    /// <exception cref="CompilationException">It cannot be read (CBX0092).</exception>
    public JsonElement? Result(int item)
    {
        var file = FileOf(item);
        return File.Exists(file) ? Read(file, Parse) : null;
    }

    /// <summary>Keeps what an item computed.</summary>
    /// <param name="item">Its number, from 0.</param>
    /// <param name="result">The result.</param>
    /// <exception cref="CompilationException">The folder cannot be written (CBX0010).</exception>
    public void Keep(int item, JsonElement result) => OutputFolder.Guard(Path, () =>
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, Items));
        OutputPlace.DemandFile(FileOf(item));
        OutputFolder.WriteIfDifferent(FileOf(item), JsonSerializer.Serialize(result, ItemOptions) + "\n");
    });

    /// <summary>Forgets all results and the table.</summary>
    /// <exception cref="CompilationException">They cannot be deleted (CBX0010).</exception>
    public void Clear() => OutputFolder.Guard(Path, () =>
    {
        // Whose tables they are was looked at when the folder was opened.
        foreach (var file in Enumerable.Range(0, Identity.Items.Length).Select(FileOf).Append(TableFile("csv")).Append(TableFile("json")))
            File.Delete(file);
        // What a killed process was about to put into place.
        foreach (var file in new[] { Path, System.IO.Path.Combine(Path, Items) }.SelectMany(Directory.GetFiles).Where(file => Unfinished.IsMatch(System.IO.Path.GetFileName(file))))
            File.Delete(file);
    });

    /// <summary>Writes the table as CSV and JSON, with what it depends on.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The files.</returns>
    /// <exception cref="CompilationException">The folder cannot be written (CBX0010).</exception>
    public ImmutableArray<string> Write(StudyTable table)
    {
        var document = JsonSerializer.SerializeToNode(Identity, ResultJson.Options)!.AsObject();
        document.Remove("items");
        document["rows"] = table.ToJsonArray();
        if (table.Note.Length > 0)
            document["note"] = table.Note;
        var comments = Comments().Append(table.Note).Where(line => line.Length > 0).Select(line => $"# {DisplayText.Of(line)}\n");
        OutputFolder.Guard(Path, () =>
        {
            OutputFolder.WriteIfDifferent(TableFile("csv"), string.Concat(comments) + table.ToCsv());
            OutputFolder.WriteIfDifferent(TableFile("json"), JsonSerializer.Serialize(document, ResultJson.Options).ReplaceLineEndings("\n") + "\n");
        });
        return [TableFile("csv"), TableFile("json")];
    }

    private IEnumerable<string> Comments() =>
        new[] { $"{TableMark[2..]}{Identity.Study}", $"tool: Crossbar.Build {Identity.Tool}", $"arithmetic: {Identity.Arithmetic}", $"model: {Identity.Model ?? "none"}", $"seed: {Identity.Seed?.ToString(CultureInfo.InvariantCulture) ?? "varied"}" }
            .Concat(Identity.Files.Select(pair => $"SHA-256 of {pair.Key}: {pair.Value}"))
            .Concat(Identity.Arguments.Concat(Identity.Options.Where(pair => pair.Value.Length > 0)).Select(pair => $"{pair.Key}: {pair.Value}"));

    private string FileOf(int item) => System.IO.Path.Combine(Path, Items, string.Create(CultureInfo.InvariantCulture, $"{item + 1:D5}.json"));

    private string TableFile(string extension) => System.IO.Path.Combine(Path, $"{Identity.Study}.{extension}");

    // The first of several machines says which study it is; the others find it there.
    private static void Claim(string file, StudyIdentity identity)
    {
        if (File.Exists(file))
            return;
        using var whole = new WholeFile(file);
        whole.Stream.Write(Encoding.UTF8.GetBytes(identity.ToJson()));
        try
        {
            whole.Commit(overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another was quicker.
        }
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private static T Read<T>(string file, Func<string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CompilationException(Descriptors.UnreadableStudy, file, string.Join(' ', e.Message.Split('\n', StringSplitOptions.TrimEntries)));
        }
    }
}
