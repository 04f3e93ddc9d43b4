namespace Crossbar.Compiler.Diagnostics;

/// <summary>One kind of message that the compiler can give.</summary>
/// <param name="Code">CBX and four digits; never reused.</param>
/// <param name="Severity">What it does to the build.</param>
/// <param name="Format">The text, with holes {0}, {1}, ...: what is wrong, where, and what to do.</param>
public sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Format);
