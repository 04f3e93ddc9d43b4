using System.Security.Cryptography;

namespace Crossbar.Build.Tasks;

/// <summary>
/// What a run of the tool read: each file's size, time and SHA-256. MSBuild's own Inputs and Outputs compare times alone: they would
/// compile again when a checkout touches a model, and would not when a package is downgraded, since NuGet keeps the times in the package.
/// </summary>
internal sealed class InputFingerprint
{
    private const string Header = "crossbar-inputs\t1";
    private const string Absent = "absent";
    private readonly IReadOnlyList<Entry> _entries;

    private InputFingerprint(IReadOnlyList<Entry> entries) => _entries = entries;

    /// <summary>The present state of some files; a file that does not exist is remembered as such.</summary>
    public static InputFingerprint Of(IEnumerable<string> files) => new([.. files.Select(file => Entry.Of(file, known: null))]);

    /// <summary>
    /// Whether some files are what was recorded. Only a file whose size is the same but whose time is not is read; when nothing but times
    /// changed, the record is renewed so that the next look reads nothing.
    /// </summary>
    /// <param name="record">The file that <see cref="Write"/> wrote.</param>
    /// <param name="files">The files that a run would read now.</param>
    public static bool IsCurrent(string record, IReadOnlyCollection<string> files)
    {
        var recorded = Read(record);
        if (recorded is null || recorded.Count != files.Count)
            return false;
        var now = new List<Entry>(files.Count);
        foreach (var file in files)
        {
            if (!recorded.TryGetValue(file, out var known))
                return false;
            var entry = Entry.Of(file, known);
            if (entry.Hash != known.Hash)
                return false;
            now.Add(entry);
        }

        AtomicFile.WriteIfDifferent(record, new InputFingerprint(now).ToString());
        return true;
    }

    /// <summary>Whether one file is what was recorded.</summary>
    public static bool Covers(string record, string file) =>
        Read(record) is { } recorded && recorded.TryGetValue(file, out var known) && Entry.Of(file, known).Hash == known.Hash;

    /// <summary>Records this state.</summary>
    public void Write(string record) => AtomicFile.Write(record, ToString());

    /// <inheritdoc/>
    public override string ToString() => Header + "\n" + string.Concat(_entries.Select(entry => entry + "\n"));

    private static Dictionary<string, Entry>? Read(string record)
    {
        if (!File.Exists(record))
            return null;
        var lines = File.ReadAllText(record).Split('\n');
        if (lines[0] != Header)
            return null;
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var line in lines.Skip(1).Where(line => line.Length > 0))
        {
            if (Entry.Parse(line) is not { } entry)
                return null;
            entries[entry.File] = entry;
        }

        return entries;
    }

    private sealed record Entry(string File, long Size, long Ticks, string Hash)
    {
        public static Entry Of(string file, Entry? known)
        {
            var info = new FileInfo(file);
            if (!info.Exists)
                return new Entry(file, 0, 0, Absent);
            var ticks = info.LastWriteTimeUtc.Ticks;
            return known is not null && known.Size == info.Length && known.Ticks == ticks
                ? known
                : new Entry(file, info.Length, ticks, HashOf(file));
        }

        public static Entry? Parse(string line)
        {
            var fields = TabbedLine.Split(line);
            return fields.Length == 4
                && long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                && long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
                ? new Entry(fields[3], size, ticks, fields[0])
                : null;
        }

        public override string ToString() =>
            TabbedLine.Join(Hash, Size.ToString(CultureInfo.InvariantCulture), Ticks.ToString(CultureInfo.InvariantCulture), File);

        private static string HashOf(string file)
        {
            using var algorithm = SHA256.Create();
            using var stream = System.IO.File.OpenRead(file);
            return string.Concat(algorithm.ComputeHash(stream).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
        }
    }
}
