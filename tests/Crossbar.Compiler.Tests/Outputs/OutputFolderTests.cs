using System.Collections.Immutable;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Tests.Onnx;

namespace Crossbar.Compiler.Tests.Outputs;

public sealed class OutputFolderTests : IDisposable
{
    // What the tests write.
    private static readonly ImmutableArray<OutputForm> Forms = [OutputForm.Beginning(["1", "2", "3", "old", "new", "same"])];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_list_names_the_files_and_is_the_only_other_file()
    {
        Write(("a.cs", "1"), ("b.json", "2"));
        Assert.Equal(["Net.outputs", "a.cs", "b.json"], Files());
        Assert.Equal("a.cs\nb.json\n", Read("Net.outputs"));
        Assert.Equal(("1", "2"), (Read("a.cs"), Read("b.json")));
    }

    [Fact]
    public void Nothing_changes_before_the_commit_and_nothing_stays_without_one()
    {
        Write(("a.cs", "old"));
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var folder = new OutputFolder(_folder.Path, "Net", null, Forms);
            folder.Write("a.cs", "new");
            folder.Write("b.cs", [1, 2, 3]);
            Assert.Equal("old", Read("a.cs"));
            folder.WriteFolder("netlists", _ => throw new InvalidOperationException());
        });
        Assert.Equal(["Net.outputs", "a.cs"], Files());
        Assert.Equal(("old", "a.cs\n"), (Read("a.cs"), Read("Net.outputs")));
    }

    [Fact]
    public void What_this_compile_did_not_write_again_is_deleted_and_nothing_else_is()
    {
        _folder.Write("Net.compile.diag", [1]);
        Write(("a.cs", "1"), ("netlists/one.cir", "2"), ("netlists/two.cir", "3"));
        Write(("a.cs", "1"), ("netlists/two.cir", "3"));
        Assert.Equal(["Net.compile.diag", "Net.outputs", "a.cs", "netlists/two.cir"], Files());
        Write(("a.cs", "1"));
        Assert.Equal(["Net.compile.diag", "Net.outputs", "a.cs"], Files());
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "netlists")), "An empty folder is left.");
    }

    [Fact]
    public void What_somebody_has_deleted_already_need_not_be_deleted_again()
    {
        Write(("a.cs", "1"), ("netlists/one.cir", "2"));
        Directory.Delete(Path.Combine(_folder.Path, "netlists"), recursive: true);
        Write(("a.cs", "1"));
        Assert.Equal(["Net.outputs", "a.cs"], Files());
    }

    [Fact]
    public void A_list_that_somebody_has_tampered_with_deletes_nothing_outside()
    {
        using var outside = new TemporaryFolder();
        var precious = outside.Write("precious.txt", [1]);
        Write(("a.cs", "1"));
        File.AppendAllText(Path.Combine(_folder.Path, "Net.outputs"), $"{precious}\n../{Path.GetFileName(outside.Path)}/precious.txt\n");
        Write(("a.cs", "2"));
        Assert.True(File.Exists(precious));
    }

    [UnixFact]
    public void A_list_deletes_nothing_through_a_link_and_nothing_that_is_no_output()
    {
        using var outside = new TemporaryFolder();
        var precious = outside.Write("precious.txt", "1"u8.ToArray());
        Write(("a.cs", "1"));
        var mine = _folder.Write("mine.txt", "mine"u8.ToArray());
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "link"), outside.Path);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "file.txt"), precious);
        File.AppendAllText(Path.Combine(_folder.Path, "Net.outputs"), "link/precious.txt\nfile.txt\nmine.txt\n");
        Write(("a.cs", "2"));
        Assert.True(File.Exists(precious));
        Assert.True(File.Exists(mine));
        Assert.True(Path.Exists(Path.Combine(_folder.Path, "file.txt")));
    }

    [Fact]
    public void Files_of_somebody_else_are_neither_written_over_nor_taken_for_what_a_dead_process_left()
    {
        var mine = _folder.Write("a.cs", "mine"u8.ToArray());
        _folder.Write(".writing-mine/notes.txt", "mine"u8.ToArray());
        Reported.Only(Descriptors.ForeignFile, () => Write(("b.cs", "1"), ("a.cs", "1")));
        Assert.Equal([".writing-mine/notes.txt", "a.cs"], Files());
        Assert.Equal("mine", File.ReadAllText(mine));
        File.Delete(mine);
        _folder.Write("Net.outputs", "my own notes\n"u8.ToArray());
        Reported.Only(Descriptors.ForeignFile, () => Write(("a.cs", "1")));
        Assert.Equal([".writing-mine/notes.txt", "Net.outputs"], Files());
    }

    [UnixFact]
    public void A_folder_that_is_a_link_is_not_written_through()
    {
        using var outside = new TemporaryFolder();
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "netlists"), outside.Path);
        Reported.Only(Descriptors.NoPlainFile, () => Write(("netlists/one.cir", "1")));
        Assert.Empty(Directory.GetFileSystemEntries(outside.Path));
    }

    [Fact]
    public void What_a_killed_process_left_is_swept_and_what_a_living_one_writes_is_not()
    {
        _folder.Write(".writing-dead/crossbar.lock", "\n"u8.ToArray());
        _folder.Write(".writing-dead/a.cs", "1"u8.ToArray());
        using (var living = new OutputFolder(_folder.Path, "Net", null, Forms))
        {
            living.Write("a.cs", "1");
            Write(("a.cs", "2"));
            living.Commit();
        }

        Assert.Equal("1", Read("a.cs"));
        Assert.Equal(["Net.outputs", "a.cs"], Files());
    }

    [Fact]
    public void Of_many_that_write_at_once_one_leaves_its_files_whole()
    {
        var names = Enumerable.Range(0, 20).Select(k => $"{k:D2}.cs").ToArray();
        Parallel.For(0, 12, new ParallelOptions { MaxDegreeOfParallelism = 6 }, k => Write([.. names.Select(name => (name, $"new {k}"))]));
        Assert.Single(names.Select(Read).Distinct());
        Assert.Equal(names.Append("Net.outputs").Order(StringComparer.Ordinal), Files());
    }

    [Fact]
    public void A_file_that_has_not_changed_keeps_its_time()
    {
        Write(("a.cs", "same"), ("b.cs", "old"));
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var name in new[] { "a.cs", "b.cs", "Net.outputs" })
            File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, name), past);
        Write(("a.cs", "same"), ("b.cs", "new"));
        Assert.Equal(past, File.GetLastWriteTimeUtc(Path.Combine(_folder.Path, "a.cs")));
        Assert.NotEqual(past, File.GetLastWriteTimeUtc(Path.Combine(_folder.Path, "b.cs")));
        // Its time says when the compile was whole.
        Assert.NotEqual(past, File.GetLastWriteTimeUtc(Path.Combine(_folder.Path, "Net.outputs")));
    }

    [Fact]
    public void A_compile_that_fails_leaves_the_files_of_the_last_one()
    {
        var model = new ModelBuilder(0, 2, 4, 4).Floats("w", [3, 2, 3, 3]).ThenWith("Conv", ["w"]).Then("Flatten").ToBytes();
        var request = new CompilationRequest(_folder.Write("in/model.onnx", model), [("ClassName", "Net")], null, null);
        var output = Path.Combine(_folder.Path, "out");
        ModelCompiler.Compile(request, output, new DiagnosticBag());
        var before = Directory.GetFiles(output, "*", SearchOption.AllDirectories).Order().ToDictionary(f => f, f => (File.ReadAllText(f), File.GetLastWriteTimeUtc(f)));
        Assert.Throws<CompilationException>(() =>
            ModelCompiler.Compile(request with { Metadata = [("ClassName", "Net"), ("WireResistance", "1e5")] }, output, new DiagnosticBag()));
        Assert.Equal(before, Directory.GetFiles(output, "*", SearchOption.AllDirectories).Order().ToDictionary(f => f, f => (File.ReadAllText(f), File.GetLastWriteTimeUtc(f))));
    }

    private void Write(params (string Path, string Text)[] files)
    {
        using var folder = new OutputFolder(_folder.Path, "Net", null, Forms);
        foreach (var (path, text) in files)
            folder.Write(path, text);
        folder.Commit();
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_folder.Path, name));

    private IEnumerable<string> Files() => Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(_folder.Path, f).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
