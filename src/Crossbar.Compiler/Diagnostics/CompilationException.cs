using System.Collections.Immutable;

namespace Crossbar.Compiler.Diagnostics;

/// <summary>The input cannot be compiled; the diagnostics say why.</summary>
public sealed class CompilationException : Exception
{
    /// <summary>Carries one or more diagnostics.</summary>
    public CompilationException(ImmutableArray<Diagnostic> diagnostics)
        : base(string.Join(Environment.NewLine, diagnostics)) => Diagnostics = diagnostics;

    /// <summary>Carries a single diagnostic.</summary>
    public CompilationException(DiagnosticDescriptor descriptor, string? file, params object?[] arguments)
        : this([Diagnostic.Create(descriptor, file, arguments)])
    {
    }

    /// <summary>All that was found wrong.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
