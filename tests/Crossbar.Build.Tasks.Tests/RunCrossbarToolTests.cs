using Crossbar.Tests.Support;
using Microsoft.Build.Framework;

namespace Crossbar.Build.Tasks.Tests;

public sealed class RunCrossbarToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();
    private readonly ScriptedTool _tool;
    private readonly ModelFiles _files;
    private readonly string _model;
    private readonly string _assembly;

    public RunCrossbarToolTests()
    {
        _files = ModelFiles.For(_folder.Path, "NetCrossbar");
        _model = _folder.Write("net.onnx", "model");
        _assembly = _folder.Write("tool/crossbar.dll", "tool");
        _folder.Write("tool/Crossbar.Compiler.dll", "compiler");
        _folder.Write("NetCrossbar/NetCrossbar.request", Request().ToString());
        _tool = new ScriptedTool(_files);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_command_line_is_the_contract()
    {
        Assert.True(Run("describe"));

        Assert.Equal(Environment.ProcessPath, _tool.Program);
        Assert.Equal(
            $"exec {Word(_assembly)} describe @{Word(_files.Request)} --diagnostics-file {Word(_files.DescribeDiagnostics)} --parent-process {Environment.ProcessId}",
            _tool.Arguments.Trim());
        Assert.True(Run("compile"));
        Assert.Equal(
            $"exec {Word(_assembly)} compile @{Word(_files.Request)} --diagnostics-file {Word(_files.CompileDiagnostics)} --table --parent-process {Environment.ProcessId}",
            _tool.Arguments.Trim());

        // The folder for temporary files may have a space in its name.
        static string Word(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;
    }

    [Theory]
    [InlineData("describe")]
    [InlineData("compile")]
    public void A_second_run_does_nothing(string command)
    {
        Assert.True(Run(command));
        Assert.True(Run(command));

        Assert.Equal(1, _tool.Runs);
    }

    [Fact]
    public void A_model_that_was_only_touched_is_not_compiled_again()
    {
        Run("compile");
        File.SetLastWriteTimeUtc(_model, DateTime.UtcNow.AddHours(1));
        Run("compile");
        Assert.Equal(1, _tool.Runs);

        var record = File.ReadAllText(_files.CompileInputs);
        Run("compile");
        Assert.Equal(record, File.ReadAllText(_files.CompileInputs));
    }

    [Theory]
    [InlineData("net.onnx")]
    [InlineData("images.npz")]
    [InlineData("tool/crossbar.dll")]
    [InlineData("tool/Crossbar.Compiler.dll")]
    public void Whatever_the_tool_reads_runs_it_again_when_it_changes_even_to_something_older(string file)
    {
        _folder.Write("images.npz", "images");
        Run("compile");

        File.SetLastWriteTimeUtc(_folder.Write(file, "other!"), new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Run("compile");

        Assert.Equal(2, _tool.Runs);
    }

    [Fact]
    public void A_changed_request_runs_the_tool_again()
    {
        Run("compile");
        _folder.Write("NetCrossbar/NetCrossbar.request", (Request() with { ToolVersion = "0.2.0" }).ToString());
        Run("compile");

        Assert.Equal(2, _tool.Runs);
    }

    [Fact]
    public void A_file_that_appears_where_the_request_names_one_runs_the_tool_again()
    {
        Run("compile");
        _folder.Write("images.npz", "images");
        Run("compile");

        Assert.Equal(2, _tool.Runs);
    }

    [Theory]
    [InlineData("NetCrossbar.tables.g.cs")]
    [InlineData("NetCrossbar.outputs")]
    [InlineData("NetCrossbar.compile.diag")]
    [InlineData("netlists/layer1.cir")]
    public void An_output_that_somebody_deleted_is_made_again(string output)
    {
        Run("compile");
        File.Delete(Path.Combine(_files.Directory, output));
        Run("compile");

        Assert.Equal(2, _tool.Runs);
    }

    [Fact]
    public void Errors_of_the_input_are_left_to_the_replay_and_found_again_next_time()
    {
        const string Line = "error\tCBX0002\tnet.onnx\t0\t0\tThis is no model.";
        _tool.Behaviour = (_, _) =>
        {
            File.WriteAllText(_files.CompileDiagnostics, Line + "\n");
            return 1;
        };

        Assert.True(Run("compile"));
        Assert.True(Run("compile"));

        Assert.Equal(2, _tool.Runs);
        Assert.Empty(_engine.Errors);
        Assert.Equal(Line, DiagnosticLine.ReadAll(_files.CompileDiagnostics).Single().ToString());
    }

    [Fact]
    public void A_failure_after_a_success_is_not_hidden_by_the_old_outputs()
    {
        Run("compile");
        File.WriteAllText(_model, "damaged");
        _tool.Behaviour = (_, _) => 1;
        Run("compile");
        Run("compile");

        Assert.Equal(3, _tool.Runs);
    }

    [Fact]
    public void A_crash_becomes_an_error_at_the_project_with_what_the_tool_said_last()
    {
        _tool.Behaviour = (_, error) =>
        {
            error("Out of memory.");
            return 134;
        };

        Assert.True(Run("compile"));

        var diagnostic = Assert.Single(DiagnosticLine.ReadAll(_files.CompileDiagnostics));
        Assert.Equal(TaskMessages.ToolFailed.Code, diagnostic.Code);
        Assert.Equal(_folder["App.csproj"], diagnostic.File);
        Assert.Contains("exit code 134", diagnostic.Message, StringComparison.Ordinal);
        Assert.Contains("Out of memory.", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_claims_success_without_outputs_is_not_believed()
    {
        _tool.Behaviour = (_, _) => 0;

        Assert.True(Run("compile"));

        Assert.Equal(TaskMessages.ToolFailed.Code, Assert.Single(DiagnosticLine.ReadAll(_files.CompileDiagnostics)).Code);
    }

    [Fact]
    public void A_missing_tool_is_an_error_with_its_code()
    {
        File.Delete(_assembly);

        Assert.True(Run("describe"));

        Assert.Equal(TaskMessages.ToolNotFound.Code, Assert.Single(DiagnosticLine.ReadAll(_files.DescribeDiagnostics)).Code);
        Assert.Equal(0, _tool.Runs);
    }

    [Fact]
    public void A_missing_host_is_an_error_with_its_code()
    {
        Assert.True(Run("describe", host: _folder["no", "dotnet"]));

        Assert.Equal(TaskMessages.HostNotFound.Code, Assert.Single(DiagnosticLine.ReadAll(_files.DescribeDiagnostics)).Code);
    }

    [Fact]
    public void Only_the_last_line_of_a_compile_is_loud()
    {
        _tool.Behaviour = (output, _) =>
        {
            output("layer 1");
            output("Crossbar: net.onnx -> 4 layers");
            output("");
            return _tool.Succeed();
        };

        Run("compile");

        Assert.Equal(["Crossbar: net.onnx -> 4 layers"], _engine.MessagesOf(MessageImportance.High));
        Assert.Contains("layer 1", _engine.MessagesOf(MessageImportance.Low));
    }

    [Fact]
    public void A_line_that_looks_like_an_error_is_none()
    {
        _tool.Behaviour = (output, _) =>
        {
            output("App.csproj(1,2): error CBX0001: not from here");
            return _tool.Succeed();
        };

        Assert.True(Run("compile"));
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void Cancelling_many_times_from_many_threads_ends_once_and_leaves_no_record()
    {
        var task = Create("compile", Environment.ProcessPath!);
        _tool.Behaviour = (_, _) =>
        {
            Parallel.For(0, 100, _ => task.Cancel());
            return _tool.Succeed();
        };

        Assert.False(task.Execute());

        Assert.False(File.Exists(_files.CompileInputs));
        Assert.Empty(_engine.Errors);
    }

    [Fact]
    public void A_damaged_request_is_an_error_not_a_crash()
    {
        File.WriteAllText(_files.Request, "--metadata\n");

        Assert.False(Run("describe"));

        Assert.Equal(TaskMessages.FileSystem.Code, Assert.Single(_engine.Errors).Code);
    }

    private bool Run(string command, string? host = null) => Create(command, host ?? Environment.ProcessPath!).Execute();

    private RunCrossbarTool Create(string command, string host) => new()
    {
        BuildEngine = _engine,
        Command = command,
        IntermediateDirectory = _folder.Path,
        ClassName = "NetCrossbar",
        ToolAssembly = _assembly,
        DotNetHost = host,
        Executor = _tool,
    };

    private CrossbarRequest Request() => new(
        _model, [new("ClassName", "NetCrossbar"), new("CalibrationData", "images.npz")], _folder.Path, _files.Directory, _folder["App.csproj"], "0.1.0");
}
