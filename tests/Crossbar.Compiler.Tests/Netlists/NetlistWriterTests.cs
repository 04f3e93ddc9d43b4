using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Options;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Tests.Netlists;

public sealed class NetlistWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("crossbar-netlists-");

    private string Netlists => Path.Combine(_folder.FullName, "sub", "netlists");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_index_says_which_deck_is_which_part_of_the_model()
    {
        var files = Write(Deck(0, 0) with { Layer = "conv\t1" }, Deck(1, 12) with { FirstRow = 128, FirstColumn = 64 });
        Assert.Equal(["layer00_tile000.cir", "layer01_tile012.cir", "index.txt"], files.AsSpan());
        Assert.Equal(files.Order(StringComparer.Ordinal), FilesThere());
        Assert.Equal(
            [
                "deck\tlayer\tname\ttile\trows\toutputs\tphysical columns\tcells",
                "layer00_tile000.cir\t0\tconv_1\t0\t0-3\t0-1\t3\t12",
                "layer01_tile012.cir\t1\tconv\t12\t128-131\t64-65\t3\t12",
            ],
            File.ReadAllLines(Path.Combine(Netlists, "index.txt"))[1..]);
    }

    [Fact]
    public void The_same_decks_give_the_same_bytes()
    {
        Write(Deck(0, 0), Deck(0, 1));
        var first = FilesThere().ToDictionary(f => f, f => File.ReadAllBytes(Path.Combine(Netlists, f)));
        Write(Deck(0, 0), Deck(0, 1));
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), FilesThere());
        Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(Netlists, file.Key))));
    }

    [Fact]
    public void Decks_of_an_earlier_model_are_deleted_and_other_files_are_left_alone()
    {
        Write(Deck(0, 0), Deck(0, 1));
        File.WriteAllText(Path.Combine(Netlists, "mine.cir"), "mine");
        Write(Deck(0, 0));
        Assert.Equal(["index.txt", "layer00_tile000.cir", "mine.cir"], FilesThere());
    }

    [Fact]
    public void An_index_of_someone_else_deletes_nothing()
    {
        Directory.CreateDirectory(Netlists);
        File.WriteAllText(Path.Combine(Netlists, "index.txt"), "my\nnotes\nmine.cir\n");
        File.WriteAllText(Path.Combine(Netlists, "mine.cir"), "mine");
        Write(Deck(0, 0));
        Assert.Contains("mine.cir", FilesThere());
    }

    [Fact]
    public void A_deck_that_fails_leaves_everything_as_it_was()
    {
        Write(Deck(0, 0));
        var before = File.ReadAllBytes(Path.Combine(Netlists, "layer00_tile000.cir"));
        Assert.Throws<ArgumentException>(() => Write(Deck(0, 0) with { Notes = ["changed"] }, Deck(0, 1) with { RowCount = 7 }));
        Assert.Throws<ArgumentException>(() => Write(Deck(0, 0) with { Notes = ["changed"] }, Deck(0, 0)));
        Assert.Equal(["index.txt", "layer00_tile000.cir"], FilesThere());
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Netlists, "layer00_tile000.cir")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_reported()
    {
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");
        var error = Assert.Throws<CompilationException>(() => NetlistWriter.Write(file, "Test.onnx", [Deck(0, 0)], NetlistDialect.Ngspice));
        Assert.Same(Descriptors.NetlistsNotWritten, Assert.Single(error.Diagnostics).Descriptor);
    }

    private static ArrayDeck Deck(int layer, int tile) =>
        DeckFactory.Random(4, 3, ArrayResistances.Default, seed: tile) with { LayerIndex = layer, TileIndex = tile };

    private System.Collections.Immutable.ImmutableArray<string> Write(params ArrayDeck[] decks) => NetlistWriter.Write(Netlists, "Test.onnx", decks, NetlistDialect.Ngspice);

    private List<string> FilesThere() =>
        [.. Directory.EnumerateFileSystemEntries(Netlists).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
