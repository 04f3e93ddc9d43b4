using Crossbar.Compiler.Netlists.Arrays;

namespace Crossbar.Compiler.Tests.Netlists;

public sealed class NetlistFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Netlists => _folder["sub", "netlists"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_index_says_which_file_is_which_part_of_the_model()
    {
        var files = Write(Array(0, 0) with { Layer = "conv\t1" }, Array(1, 12) with { FirstRow = 128, FirstColumn = 64, ArrayIndex = 1 });
        Assert.Equal(
            ["parameters.inc", "layer00_tile000.inc", "layer00_tile000.cir", "layer01_tile012_array1.inc", "layer01_tile012_array1.cir", "index.txt"],
            files.AsSpan());
        Assert.Equal(files.Order(StringComparer.Ordinal), FilesThere());
        var index = NetlistIndex.Read(Netlists)!;
        Assert.Equal(NetlistDialect.Ngspice, index.Dialect);
        Assert.Equal(files[..^1], index.Entries.Select(e => e.File));
        // 2·4·3 nodes inside, 4 sources and 3 virtual grounds.
        Assert.Equal(
            index.Entries[4],
            new NetlistEntry("layer01_tile012_array1.cir", NetlistKind.ArrayDeck)
            {
                Layer = "conv", Tile = 12, Rows = "128-131", Outputs = "64-65", Columns = 3, Cells = 12, Nodes = 31, Hash = index.Entries[4].Hash,
            });
        Assert.Equal(@"conv\t1", index.Entries[1].Layer);
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes()
    {
        Write(Array(0, 0), Array(0, 1));
        var first = FilesThere().ToDictionary(f => f, f => File.ReadAllBytes(Path.Combine(Netlists, f)));
        Write(Array(0, 0), Array(0, 1));
        Assert.Equal(first.Keys.Order(StringComparer.Ordinal), FilesThere());
        Assert.All(first, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(Netlists, file.Key))));
    }

    [Fact]
    public void Files_of_an_earlier_model_are_deleted_and_other_files_are_left_alone()
    {
        Write(Array(0, 0), Array(0, 1));
        File.WriteAllText(Path.Combine(Netlists, "mine.cir"), "mine");
        Write(Array(0, 0));
        Assert.Equal(["index.txt", "layer00_tile000.cir", "layer00_tile000.inc", "mine.cir", "parameters.inc"], FilesThere());
    }

    [Fact]
    public void Files_of_someone_else_are_left_as_they_were()
    {
        Directory.CreateDirectory(Netlists);
        File.WriteAllText(Path.Combine(Netlists, "index.txt"), "my\nnotes\nmine.cir\n");
        File.WriteAllText(Path.Combine(Netlists, "mine.cir"), "mine");
        var failure = Assert.Throws<CompilationException>(() => Write(Array(0, 0)));
        Assert.Contains("'index.txt'", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["index.txt", "mine.cir"], FilesThere());
        Assert.Equal("my\nnotes\nmine.cir\n", File.ReadAllText(Path.Combine(Netlists, "index.txt")));
    }

    [Fact]
    public void An_array_that_fails_leaves_everything_as_it_was()
    {
        Write(Array(0, 0));
        var before = File.ReadAllBytes(Path.Combine(Netlists, "layer00_tile000.cir"));
        Assert.Throws<ArgumentException>(() => Write(Array(0, 0) with { Layer = "changed" }, Array(0, 1) with { RowCount = 7 }));
        Assert.Equal(["index.txt", "layer00_tile000.cir", "layer00_tile000.inc", "parameters.inc"], FilesThere());
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Netlists, "layer00_tile000.cir")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_reported()
    {
        var file = _folder["file"];
        File.WriteAllText(file, "");
        var array = Array(0, 0);
        var error = Assert.Throws<CompilationException>(() => ArrayFolder.Write(file, ArrayFactory.Cells(array), NetlistDialect.Ngspice, array));
        Reported.Only(Descriptors.NetlistsNotWritten, error.Diagnostics);
    }

    private static ArrayCircuit Array(int layer, int tile) =>
        ArrayFactory.Random(4, 3, ArrayResistances.Default, seed: tile) with { LayerIndex = layer, TileIndex = tile };

    private System.Collections.Immutable.ImmutableArray<string> Write(params ArrayCircuit[] arrays) =>
        ArrayFolder.Write(Netlists, ArrayFactory.Cells(arrays[0]), NetlistDialect.Ngspice, arrays);

    private List<string> FilesThere() =>
        [.. Directory.EnumerateFileSystemEntries(Netlists).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal)];
}
