using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Emit;

/// <summary>Diagnostics as the build replays them: a line each (docs/architecture.md).</summary>
public static class DiagnosticsFile
{
    /// <summary>What earlier ones look like.</summary>
    public static OutputForm Form { get; } = OutputForm.Beginning("error\tCBX", "warning\tCBX");

    /// <summary>Writes the file, empty where there is nothing to say.</summary>
    public static void Write(string path, IEnumerable<Diagnostic> diagnostics) =>
        OutputFolder.WriteIfDifferent(path, string.Concat(diagnostics.Select(Line)));

    private static string Line(Diagnostic d) => TabbedLine.Join(
        d.Descriptor.Severity == DiagnosticSeverity.Error ? "error" : "warning",
        d.Descriptor.Code,
        DisplayText.Of(d.File ?? ""),
        d.Line.ToString(CultureInfo.InvariantCulture),
        d.Column.ToString(CultureInfo.InvariantCulture),
        d.Message) + "\n";
}
