namespace Crossbar.Compiler.Diagnostics;

/// <summary>What a diagnostic does to the build.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The build goes on.</summary>
    Warning,

    /// <summary>The build fails and nothing is written.</summary>
    Error,
}
