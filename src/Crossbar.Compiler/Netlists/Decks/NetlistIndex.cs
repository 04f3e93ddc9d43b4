using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>The list of a netlist folder's files: tab-separated, one file per line.</summary>
/// <param name="Dialect">The simulator.</param>
/// <param name="Entries">The files in order, without the index itself.</param>
public sealed record NetlistIndex(NetlistDialect Dialect, ImmutableArray<NetlistEntry> Entries)
{
    /// <summary>The index's file name.</summary>
    public const string File = "index.txt";

    /// <summary>The file name of the whole model's deck.</summary>
    public const string ModelDeck = "model.cir";

    /// <summary>What earlier indices look like.</summary>
    internal static OutputForm Form { get; } = OutputForm.Beginning(Mark);

    private const string Heading = "file\tkind\tlayer\ttile\trows\toutputs\tcolumns\tcells\tnodes\tsha256";
    private const string Mark = "# Crossbar.Build netlists for ";

    /// <summary>Reads a folder's index; null where there is none, or one of somebody else.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NetlistIndex? Read(string directory)
    {
        var path = Path.Combine(directory, File);
        if (!System.IO.File.Exists(path))
            return null;
        var lines = System.IO.File.ReadAllLines(path);
        if (lines.Length < 2 || lines[1] != Heading || !lines[0].StartsWith(Mark, StringComparison.Ordinal)
            || !Enum.TryParse<NetlistDialect>(lines[0][Mark.Length..].Split(':')[0], out var dialect))
        {
            return null;
        }

        var entries = lines.Skip(2).Select(Parse).ToArray();
        return entries.Contains(null) ? null : new NetlistIndex(dialect, [.. entries!]);
    }

    /// <summary>The index as text.</summary>
    /// <param name="model">The model's name.</param>
    public string Write(string model)
    {
        var text = new StringBuilder().Append(Mark).Append(Dialect).Append(": ").Append(DisplayText.Of(model)).Append('\n').Append(Heading).Append('\n');
        foreach (var e in Entries)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{e.File}\t{e.Kind}\t{DisplayText.Of(e.Layer)}\t{Number(e.Tile)}\t{e.Rows}\t{e.Outputs}\t{e.Columns}\t{e.Cells}\t{e.Nodes}\t{e.Hash}\n");
        }

        return text.ToString();
    }

    private static NetlistEntry? Parse(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length != 10 || fields[0] != Path.GetFileName(fields[0]) || !Enum.TryParse<NetlistKind>(fields[1], out var kind)
            || !int.TryParse(fields[6], NumberStyles.None, CultureInfo.InvariantCulture, out var columns)
            || !long.TryParse(fields[7], NumberStyles.None, CultureInfo.InvariantCulture, out var cells)
            || !long.TryParse(fields[8], NumberStyles.None, CultureInfo.InvariantCulture, out var nodes))
        {
            return null;
        }

        return new NetlistEntry(fields[0], kind)
        {
            Layer = fields[2],
            Tile = int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var tile) ? tile : -1,
            Rows = fields[4],
            Outputs = fields[5],
            Columns = columns,
            Cells = cells,
            Nodes = nodes,
            Hash = fields[9],
        };
    }

    private static string Number(int value) => value < 0 ? "" : value.ToString(CultureInfo.InvariantCulture);
}
