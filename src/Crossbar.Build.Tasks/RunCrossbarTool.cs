using System.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks;

/// <summary>
/// Runs <c>dotnet exec crossbar.dll describe|compile @request</c> when something that it reads has changed. Whatever goes wrong with a
/// model ends in its diagnostics file, not in this task's log: <see cref="ReplayCrossbarDiagnostics"/> reports it from the user's project.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class RunCrossbarTool : ToolTask
{
    private const int ErrorLinesKept = 8;
    private readonly Queue<string> _lastErrorLines = new();
    private string? _lastOutputLine;
    private volatile bool _isCanceled;

    /// <summary>Makes the task.</summary>
    public RunCrossbarTool() => YieldDuringToolExecution = true;

    /// <summary><c>describe</c> or <c>compile</c>.</summary>
    [Required]
    public string Command { get; set; } = string.Empty;

    /// <summary>The folder of all models, absolute.</summary>
    [Required]
    public string IntermediateDirectory { get; set; } = string.Empty;

    /// <summary>The model's class: its folder and its files are named after it.</summary>
    [Required]
    public string ClassName { get; set; } = string.Empty;

    /// <summary>The tool: <c>crossbar.dll</c>.</summary>
    [Required]
    public string ToolAssembly { get; set; } = string.Empty;

    /// <summary>The dotnet program that runs it.</summary>
    [Required]
    public string DotNetHost { get; set; } = string.Empty;

    /// <summary>What starts the process; null for the real thing.</summary>
    internal IToolExecutor? Executor { get; set; }

    /// <inheritdoc/>
    protected override string ToolName => Path.GetFileName(DotNetHost);

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Normal;

    private ModelFiles Files => ModelFiles.For(IntermediateDirectory, ClassName);

    private string Request => Files.Request;

    private bool IsCompile => Command == "compile";

    private string DiagnosticsFile => IsCompile ? Files.CompileDiagnostics : Files.DescribeDiagnostics;

    private string InputRecord => IsCompile ? Files.CompileInputs : Files.DescribeInputs;

    /// <inheritdoc/>
    public override bool Execute()
    {
        try
        {
            var request = CrossbarRequest.Read(Request);
            if (!File.Exists(ToolAssembly))
                return Fail(request, TaskMessages.ToolNotFound, ToolAssembly);
            if (Path.IsPathRooted(DotNetHost) && !File.Exists(DotNetHost))
                return Fail(request, TaskMessages.HostNotFound, DotNetHost);
            var inputs = InputsOf(request);
            if (AreOutputsWhole() && File.Exists(DiagnosticsFile) && InputFingerprint.IsCurrent(InputRecord, inputs))
            {
                Log.LogMessage(MessageImportance.Low, "Crossbar: nothing that '{0} {1}' reads has changed.", Command, Request);
                return true;
            }

            return Run(request, inputs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            CodedLog.Error(Log, TaskMessages.FileSystem.Code, Request, 0, 0, TaskMessages.FileSystem.Text(Files.Directory, e.Message));
            return false;
        }
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
        // MSBuild may call this many times, from any thread.
        _isCanceled = true;
        base.Cancel();
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => DotNetHost;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => Files.Directory;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var line = new CommandLineBuilder();
        line.AppendSwitch("exec");
        line.AppendFileNameIfNotNull(ToolAssembly);
        line.AppendSwitch(Command);
        line.AppendSwitchIfNotNull("@", Request);
        line.AppendSwitch("--diagnostics-file");
        line.AppendFileNameIfNotNull(DiagnosticsFile);
        if (IsCompile)
            line.AppendSwitch("--table");
        // Whoever kills this process outright leaves no time to stop the tool.
        using var self = Process.GetCurrentProcess();
        line.AppendSwitch("--parent-process");
        line.AppendSwitch(self.Id.ToString(CultureInfo.InvariantCulture));
        return line.ToString();
    }

    /// <inheritdoc/>
    protected override int ExecuteTool(string pathToTool, string responseFileCommands, string commandLineCommands) => Executor is null
        ? base.ExecuteTool(pathToTool, responseFileCommands, commandLineCommands)
        : Executor.Execute(
            pathToTool,
            commandLineCommands,
            line => LogEventsFromTextOutput(line, StandardOutputLoggingImportance),
            line => LogEventsFromTextOutput(line, StandardErrorLoggingImportance));

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        // Not parsed for errors: those come in the diagnostics file. Seen at -v:detailed: progress, and the table of layers.
        Log.LogMessage(MessageImportance.Low, "{0}", singleLine);
        if (messageImportance == StandardOutputLoggingImportance)
        {
            if (singleLine.Trim().Length > 0)
                _lastOutputLine = singleLine;
            return;
        }

        if (_lastErrorLines.Count == ErrorLinesKept)
            _lastErrorLines.Dequeue();
        _lastErrorLines.Enqueue(singleLine.Trim());
    }

    /// <inheritdoc/>
    protected override void LogToolCommand(string message) => Log.LogCommandLine(MessageImportance.Low, message);

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors() => true;

    private bool Run(CrossbarRequest request, IReadOnlyCollection<string> inputs)
    {
        // What is read while the tool runs may change meanwhile: the record is of the state before, and a run that is killed leaves none.
        File.Delete(InputRecord);
        File.Delete(DiagnosticsFile);
        var fingerprint = InputFingerprint.Of(inputs);
        if (!base.Execute() || _isCanceled)
            return false;
        if (ExitCode != 0 && HasReportedErrors())
            return true;
        if (ExitCode != 0 || !AreOutputsWhole())
            return FailUnexpectedly(request);
        fingerprint.Write(InputRecord);
        if (IsCompile && _lastOutputLine is not null)
            Log.LogMessage(MessageImportance.High, "{0}", _lastOutputLine);
        return true;
    }

    private bool FailUnexpectedly(CrossbarRequest request)
    {
        var said = _lastErrorLines.Count == 0 ? string.Empty : $" It said: {string.Join(" | ", _lastErrorLines)}";
        return Fail(request, TaskMessages.ToolFailed, Path.GetFileName(request.Model), ExitCode, said, ToolAssembly, Command, Request);
    }

    // Succeeds as a task: the replay in the user's project is what fails the build, at the place that the error names.
    private bool Fail(CrossbarRequest request, TaskMessage message, params object[] arguments)
    {
        File.Delete(InputRecord);
        AtomicFile.Write(DiagnosticsFile, new DiagnosticLine(true, message.Code, request.Origin, 0, 0, message.Text(arguments)) + "\n");
        return true;
    }

    private bool HasReportedErrors()
    {
        try
        {
            return DiagnosticLine.ReadAll(DiagnosticsFile).Any(line => line.IsError);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private bool AreOutputsWhole() => IsCompile ? CompileOutputs.AreWhole(Files) : File.Exists(Files.Manifest);

    // The tool's own assemblies are inputs beside its version in the request: who works on Crossbar itself does not change the version.
    // Large models keep their weights in files beside them, and a hardware file may name a device; which, the last describe has found out.
    private IEnumerable<string> FoundFiles(CrossbarRequest request) => File.Exists(Files.Manifest)
        ? File.ReadAllLines(Files.Manifest)
            .Select(TabbedLine.Split)
            .Where(fields => fields.Length == 2 && fields[0] is ManifestKeys.WeightsFile or ManifestKeys.DeviceFile)
            .Select(fields => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(request.Model)!, fields[1])))
        : [];

    private string[] InputsOf(CrossbarRequest request) =>
    [
        Request,
        .. request.InputFiles
            .Concat(FoundFiles(request))
            .Append(ToolAssembly)
            .Concat(Directory.GetFiles(Path.GetDirectoryName(ToolAssembly)!, "Crossbar.*.dll").OrderBy(path => path, StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal),
    ];
}
