using Crossbar.Compiler.Emit;

namespace Crossbar.Tool.Arguments;

/// <summary>Runs a command's work, delivers its diagnostics, and lets no exception reach the user raw.</summary>
internal static class Guarded
{
    private const int MaxPerCode = 50;

    /// <summary>Runs the work of a command without a model.</summary>
    /// <param name="error">Receives diagnostics in canonical form.</param>
    /// <param name="work">The work; its own errors are thrown or reported.</param>
    public static int Run(TextWriter error, Action<DiagnosticBag> work) => RunFor(error, null, null, work);

    /// <summary>Runs the work of a command on a model.</summary>
    /// <param name="error">Receives diagnostics in canonical form where there is no file for them.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The command's arguments: the file for diagnostics, and that of messages that are about no file of their own.</param>
    /// <param name="work">The work; its own errors are thrown or reported.</param>
    public static int Run(TextWriter error, ParseResult parsed, ModelArguments model, Action<DiagnosticBag> work)
    {
        var file = model.DiagnosticsFile(parsed);
        try
        {
            if (model.HasModel(parsed))
                model.Files.Reads(model.ModelPath(parsed));
            if (file is not null)
                model.Files.Writes(file, DiagnosticsFile.Form);
        }
        catch (CompilationException failure)
        {
            return RunFor(error, null, model.Origin(parsed), _ => throw failure);
        }

        // Which files hold a model's weights is known only when it is read.
        return RunFor(error, file, model.Origin(parsed), work, () => file is not null && model.Files.IsInput(file));
    }

    private static int RunFor(TextWriter error, string? diagnosticsFile, string? origin, Action<DiagnosticBag> work, Func<bool>? isInput = null)
    {
        var diagnostics = new DiagnosticBag();
        var exitCode = ExitCode.Success;
        try
        {
            SolvedCircuits.Run(() =>
            {
                work(diagnostics);
                return true;
            });
            diagnostics.ThrowIfErrors();
        }
        catch (CompilationException failure)
        {
            foreach (var diagnostic in failure.Diagnostics.Except(diagnostics.All))
                diagnostics.Report(diagnostic);
            exitCode = ExitCode.InputErrors;
        }
        catch (Exception failure) when (MissingMemory(failure) is { } missing)
        {
            diagnostics.Report(Descriptors.OutOfMemory, null, missing, $"The process may use {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20} MiB.");
            exitCode = ExitCode.InputErrors;
        }
#pragma warning disable CA1031 // The last resort: whatever it is becomes one message and a log.
        catch (Exception failure)
        {
            // One line: what follows a line end would be read as another message.
            diagnostics.Report(Descriptors.InternalError, null, string.Join(' ', failure.Message.Split('\n', StringSplitOptions.TrimEntries)).Trim(), WriteLog(failure));
            exitCode = ExitCode.UsageOrInternal;
        }
#pragma warning restore CA1031

        Interruption.GiveWay();
        var all = Shortened(diagnostics.All.Select(diagnostic => diagnostic.File is null ? diagnostic with { File = origin } : diagnostic)).ToArray();
        if (isInput?.Invoke() == true)
            diagnosticsFile = null;
        if (diagnosticsFile is not null && TryWrite(diagnosticsFile, all, error))
            return exitCode;
        foreach (var diagnostic in all)
            error.WriteLine(diagnostic);
        return diagnosticsFile is null ? exitCode : ExitCode.UsageOrInternal;
    }

    // Thousands of messages of one kind have one cause, and hide the others.
    private static IEnumerable<Diagnostic> Shortened(IEnumerable<Diagnostic> all)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var hidden = new Dictionary<string, Diagnostic>(StringComparer.Ordinal);
        foreach (var diagnostic in all)
        {
            var code = diagnostic.Descriptor.Code;
            seen[code] = seen.GetValueOrDefault(code) + 1;
            if (seen[code] <= MaxPerCode)
                yield return diagnostic;
            else
                hidden.TryAdd(code, diagnostic);
        }

        foreach (var (code, first) in hidden)
            yield return first with { Message = string.Create(CultureInfo.InvariantCulture, $"There are {seen[code] - MaxPerCode} more messages of this kind, beginning here: {first.Message}") };
    }

    // Loops on threads gather what their calls throw, and what a type's constants threw comes wrapped too.
    private static string? MissingMemory(Exception failure) => failure switch
    {
        InsufficientMemoryException => failure.Message,
        OutOfMemoryException => string.Create(CultureInfo.InvariantCulture, $"about {Environment.WorkingSet >> 20} MiB were in use, and more is needed."),
        AggregateException several => several.Flatten().InnerExceptions.Select(MissingMemory).FirstOrDefault(missing => missing is not null),
        _ => failure.InnerException is { } inner ? MissingMemory(inner) : null,
    };

    private static bool TryWrite(string diagnosticsFile, IEnumerable<Diagnostic> diagnostics, TextWriter error)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(diagnosticsFile))!);
            DiagnosticsFile.Write(diagnosticsFile, diagnostics);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"crossbar: the diagnostics file '{diagnosticsFile}' cannot be written: {e.Message}");
            return false;
        }
    }

    private static string WriteLog(Exception failure)
    {
        // A name that nobody can guess and a file that was not there: in a folder that all may write to, nobody has put a link in its place.
        var path = Path.Combine(Path.GetTempPath(), $"crossbar-{Guid.NewGuid():N}.log");
        try
        {
            using var log = new StreamWriter(new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None));
            log.Write(failure.ToString());
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return failure.ToString();
        }
    }
}
