using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Options;

namespace Crossbar.Compiler.Netlists;

/// <summary>Writes all decks of a model into a folder, and the index that says which deck is which part of the model.</summary>
public static class NetlistWriter
{
    /// <summary>The file that lists the decks: tab-separated, one deck a line.</summary>
    public const string IndexFile = "index.txt";

    private const string IndexHeading = "deck\tlayer\tname\ttile\trows\toutputs\tphysical columns\tcells\n";

    /// <summary>
    /// Writes decks and index. All are written beside their places first and moved there when all are whole; decks that an earlier
    /// index lists and this one does not are deleted. Other files of the folder are left alone.
    /// </summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model's name, for the index.</param>
    /// <param name="decks">The decks, enumerated once, so that they may be made one at a time.</param>
    /// <param name="dialect">The simulator.</param>
    /// <returns>The names of the files written, the index last.</returns>
    /// <exception cref="CompilationException">The folder cannot be written to.</exception>
    /// <exception cref="ArgumentException">A deck's lengths do not agree, or two decks are of the same tile.</exception>
    public static ImmutableArray<string> Write(string directory, string model, IEnumerable<ArrayDeck> decks, NetlistDialect dialect)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var staging = Directory.CreateDirectory(Path.Combine(directory, $".writing-{Guid.NewGuid():N}"));
            try
            {
                var files = WriteAll(staging.FullName, model, decks, dialect);
                var stale = ReadIndex(directory).Except(files, StringComparer.Ordinal).ToList();
                foreach (var file in files)
                    File.Move(Path.Combine(staging.FullName, file), Path.Combine(directory, file), overwrite: true);
                foreach (var file in stale)
                    File.Delete(Path.Combine(directory, file));
                return files;
            }
            finally
            {
                staging.Delete(recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.NetlistsNotWritten, directory, directory, e.Message);
        }
    }

    /// <summary>The file name of an array's deck: a tile's second array has its number in the name.</summary>
    public static string FileName(int layerIndex, int tileIndex, int arrayIndex = 0) => string.Create(
        CultureInfo.InvariantCulture, $"layer{layerIndex:D2}_tile{tileIndex:D3}{(arrayIndex == 0 ? "" : $"_array{arrayIndex}")}.cir");

    private static ImmutableArray<string> WriteAll(string directory, string model, IEnumerable<ArrayDeck> decks, NetlistDialect dialect)
    {
        var files = ImmutableArray.CreateBuilder<string>();
        var index = new StringBuilder()
            .Append("# ").Append(Field(model)).Append(": run a deck with ngspice -b; its expected currents stand in its header\n")
            .Append(IndexHeading);
        foreach (var deck in decks)
        {
            var file = FileName(deck.LayerIndex, deck.TileIndex, deck.ArrayIndex);
            if (File.Exists(Path.Combine(directory, file)))
                throw new ArgumentException($"Two decks are of layer {deck.LayerIndex}, tile {deck.TileIndex}.", nameof(decks));
            using (var stream = new FileStream(Path.Combine(directory, file), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
                DeckWriter.Write(deck, dialect, stream);
            files.Add(file);
            index.Append(CultureInfo.InvariantCulture, $"{file}\t{deck.LayerIndex}\t{Field(deck.Layer)}\t{deck.TileIndex}\t")
                .Append(CultureInfo.InvariantCulture, $"{deck.FirstRow}-{deck.FirstRow + deck.RowCount - 1}\t")
                .Append(CultureInfo.InvariantCulture, $"{deck.FirstColumn}-{deck.FirstColumn + deck.ColumnCount - 1}\t")
                .Append(CultureInfo.InvariantCulture, $"{deck.ColumnNames.Length}\t{deck.Conductances.Length}\n");
        }

        File.WriteAllText(Path.Combine(directory, IndexFile), index.ToString());
        files.Add(IndexFile);
        return files.ToImmutable();
    }

    /// <summary>The decks of this writer that the folder's present index lists.</summary>
    private static IEnumerable<string> ReadIndex(string directory)
    {
        var path = Path.Combine(directory, IndexFile);
        if (!File.Exists(path))
            return [];
        var lines = File.ReadAllLines(path);
        if (lines.Length < 2 || lines[1] + "\n" != IndexHeading)
            return [];
        return lines.Skip(2)
            .Select(line => line.Split('\t')[0])
            .Where(name => name == Path.GetFileName(name) && name.EndsWith(".cir", StringComparison.Ordinal));
    }

    private static string Field(string text) => new([.. text.Select(c => char.IsControl(c) ? '_' : c)]);
}
