using System.Globalization;
using Crossbar.Compiler;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Emit;

namespace Crossbar.Tool.Commands;

/// <summary>Runs a command's work, delivers its diagnostics, and lets no exception reach the user raw.</summary>
internal static class Guarded
{
    /// <summary>Runs the work.</summary>
    /// <param name="error">Receives diagnostics in canonical form where there is no file for them.</param>
    /// <param name="diagnosticsFile">The file for diagnostics; null to print them.</param>
    /// <param name="origin">The file of messages that are about no file of their own; null for none.</param>
    /// <param name="work">The work; its own errors are thrown or reported.</param>
    public static int Run(TextWriter error, string? diagnosticsFile, string? origin, Action<DiagnosticBag> work)
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
#pragma warning disable CA1031 // The last resort: whatever it is becomes one message and a log.
        catch (Exception failure)
        {
            // One line: what follows a line end would be read as another message.
            diagnostics.Report(Descriptors.InternalError, null, string.Join(' ', failure.Message.Split('\n', StringSplitOptions.TrimEntries)).Trim(), WriteLog(failure));
            exitCode = ExitCode.UsageOrInternal;
        }
#pragma warning restore CA1031

        var all = diagnostics.All.Select(diagnostic => diagnostic.File is null ? diagnostic with { File = origin } : diagnostic).ToArray();
        if (diagnosticsFile is not null && TryWrite(diagnosticsFile, all, error))
            return exitCode;
        foreach (var diagnostic in all)
            error.WriteLine(diagnostic);
        return diagnosticsFile is null ? exitCode : ExitCode.UsageOrInternal;
    }

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
        var path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"crossbar-{Environment.ProcessId}.log"));
        try
        {
            File.WriteAllText(path, failure.ToString());
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return failure.ToString();
        }
    }
}
