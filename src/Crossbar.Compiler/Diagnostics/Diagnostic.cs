using Crossbar.Build;

namespace Crossbar.Compiler.Diagnostics;

/// <summary>One message about one place in the user's files.</summary>
/// <param name="Descriptor">What kind of message.</param>
/// <param name="File">The file it is about; null for none.</param>
/// <param name="Line">Line in the file, from 1; 0 for unknown.</param>
/// <param name="Column">Column in the line, from 1; 0 for unknown.</param>
/// <param name="Message">The text with its holes filled; names and what else is from outside are made visible (<see cref="DisplayText"/>).</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, string? File, int Line, int Column, string Message)
{
    /// <summary>The text, on one line.</summary>
    public string Message { get; init; } = DisplayText.Of(Message);

    /// <summary>Fills a descriptor's holes, invariantly.</summary>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, string? file, params object?[] arguments) =>
        new(descriptor, file, 0, 0, string.Format(CultureInfo.InvariantCulture, descriptor.Format, arguments));

    /// <summary>The canonical form that MSBuild and editors understand: <c>file(line,column): error CBX0001: text</c>.</summary>
    public override string ToString()
    {
        var place = Line > 0 ? $"({Line},{Column})" : "";
        var severity = Descriptor.Severity == DiagnosticSeverity.Error ? "error" : "warning";
        return $"{DisplayText.AtLineStart(File ?? "crossbar")}{place}: {severity} {Descriptor.Code}: {Message}";
    }
}
