namespace Crossbar.Compiler.Options;

/// <summary>Where a value was written, so that what is wrong with it is reported there.</summary>
/// <param name="Diagnostics">Receives what is wrong.</param>
/// <param name="BaseDirectory">The folder that relative paths start from; null for the current one.</param>
/// <param name="File">The file that holds the value; null for none.</param>
/// <param name="Line">Line in the file, from 1; 0 for unknown.</param>
/// <param name="Column">Column in the line, from 1; 0 for unknown.</param>
internal sealed record OptionSource(DiagnosticBag Diagnostics, string? BaseDirectory, string? File, int Line = 0, int Column = 0)
{
    /// <summary>Reports a message at this place.</summary>
    public void Report(DiagnosticDescriptor descriptor, params object?[] arguments) =>
        Diagnostics.Report(Diagnostic.Create(descriptor, File, arguments) with { Line = Line, Column = Column });
}
