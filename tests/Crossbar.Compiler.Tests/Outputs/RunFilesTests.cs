using System.Diagnostics;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Tests.Outputs;

public sealed class RunFilesTests : IDisposable
{
    private static readonly OutputForm Form = OutputForm.Beginning("ours");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_input_is_no_output_by_any_spelling_and_in_any_order()
    {
        var file = _folder.Write("in.txt", "ours"u8.ToArray());
        string[] spellings = [file, Path.GetRelativePath(Environment.CurrentDirectory, file), Path.Combine(_folder.Path, "sub", "..", ".", "in.txt")];
        Assert.All(spellings, spelling => Refuses(Descriptors.OutputIsInput, file, spelling));
    }

    [UnixFact]
    public void Links_to_an_input_are_no_outputs_either()
    {
        var file = _folder.Write("in.txt", "ours"u8.ToArray());
        var (hard, soft, behind) = (At("hard.txt"), At("soft.txt"), Path.Combine(At("folder"), "in.txt"));
        Run("ln", file, hard);
        File.CreateSymbolicLink(soft, file);
        Directory.CreateSymbolicLink(At("folder"), _folder.Path);
        Refuses(Descriptors.OutputIsInput, file, hard);
        Refuses(Descriptors.OutputIsInput, file, behind);
        Refuses(Descriptors.OutputIsInput, soft, hard);
        // A link is refused as one where it leads elsewhere too.
        Refused(Descriptors.OutputIsInput, files => Both(files, file, soft));
        Refused(Descriptors.NoPlainFile, files => files.Writes(soft, Form));
        File.CreateSymbolicLink(At("nowhere.txt"), At("missing"));
        Refused(Descriptors.NoPlainFile, files => files.Writes(At("nowhere.txt"), Form));
    }

    [Fact]
    public void Two_outputs_are_two_files_also_before_they_are_there()
    {
        Refused(Descriptors.OutputIsInput, files =>
        {
            files.Writes(At("new.txt"), Form);
            files.Writes(Path.Combine(_folder.Path, ".", "new.txt"), Form);
        });
        var run = new RunFiles();
        run.Writes(At("one.txt"), Form);
        run.Writes(At("two.txt"), Form);
    }

    [UnixFact]
    public void What_is_no_file_is_refused_and_left_as_it_is()
    {
        Run("mkfifo", At("fifo"));
        Directory.CreateDirectory(At("folder"));
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, default);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(At("socket")));
        string[] names = ["fifo", "folder", "socket"];
        Assert.All(names, name =>
        {
            var failure = Assert.Throws<CompilationException>(() => new RunFiles().Writes(At(name), Form));
            Assert.Contains(name == "fifo" ? "is a FIFO" : $"is a {name}", failure.Message, StringComparison.Ordinal);
        });
        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_earlier_output_and_an_empty_file_are_written_over_and_any_other_file_is_not()
    {
        new RunFiles().Writes(_folder.Write("earlier.txt", "ours, of an earlier run"u8.ToArray()), Form);
        new RunFiles().Writes(_folder.Write("empty.txt", []), Form);
        Refused(Descriptors.ForeignFile, files => files.Writes(_folder.Write("mine.txt", "not ours"u8.ToArray()), Form));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_no_output(string path)
    {
        new RunFiles().Reads(path);
        Assert.False(new RunFiles().IsInput(path));
        Refused(Descriptors.NotWritten, files => files.Writes(path, Form));
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private static void Refuses(DiagnosticDescriptor descriptor, string input, string output)
    {
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(input)!, "sub"));
        Refused(descriptor, files => Both(files, input, output));
        Refused(descriptor, files =>
        {
            files.Writes(output, Form);
            files.Reads(input);
        });
    }

    private static void Both(RunFiles files, string input, string output)
    {
        files.Reads(input);
        files.Writes(output, Form);
    }

    private static void Refused(DiagnosticDescriptor expected, Action<RunFiles> act) => Reported.Only(expected, () => act(new RunFiles()));

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
