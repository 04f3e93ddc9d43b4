using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks;

/// <summary>
/// Logs what the tool found, in every build and from the user's own project: a warning that shows only in the build that ran the tool is
/// missed, and one logged by a helper project escapes the user's NoWarn and is attributed to a file in the package cache.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class ReplayCrossbarDiagnostics : Task
{
    private static readonly char[] Separators = [';', ',', ' ', '\t', '\r', '\n'];

    /// <summary>The diagnostics files to log; those that do not exist are empty.</summary>
    public string[] Files { get; set; } = [];

    /// <summary>Diagnostics files that were logged before: what they say too is not said again.</summary>
    public string[] AlreadyReplayed { get; set; } = [];

    /// <summary>Codes of warnings that are not wanted.</summary>
    public string NoWarn { get; set; } = string.Empty;

    /// <summary>Codes of warnings that are errors.</summary>
    public string WarningsAsErrors { get; set; } = string.Empty;

    /// <summary>Codes of warnings that stay warnings even where all others are errors.</summary>
    public string WarningsNotAsErrors { get; set; } = string.Empty;

    /// <summary>Whether every warning is an error.</summary>
    public bool TreatWarningsAsErrors { get; set; }

    /// <summary>Whether errors become warnings, so that an editor's design-time build goes on.</summary>
    public bool DesignTime { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var seen = new HashSet<DiagnosticLine>(AlreadyReplayed.SelectMany(DiagnosticLine.ReadAll));
        foreach (var diagnostic in Files.SelectMany(DiagnosticLine.ReadAll).Where(seen.Add))
            Report(diagnostic);
        return !Log.HasLoggedErrors;
    }

    private void Report(DiagnosticLine diagnostic)
    {
        var (_, code, file, line, column, message) = diagnostic;
        if (!diagnostic.IsError && Lists(NoWarn, code))
            return;

        var isError = diagnostic.IsError || (IsPromoted(code) && !Lists(WarningsNotAsErrors, code));
        if (isError && !DesignTime)
            CodedLog.Error(Log, code, file, line, column, message);
        else
            CodedLog.Warning(Log, code, file, line, column, message);
    }

    private bool IsPromoted(string code) => TreatWarningsAsErrors || Lists(WarningsAsErrors, code);

    private static bool Lists(string codes, string code) =>
        codes.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Contains(code, StringComparer.OrdinalIgnoreCase);
}
