namespace Crossbar.Compiler.Diagnostics;

/// <summary>Collects the messages of one run, so that the user sees all errors at once. Not thread-safe.</summary>
public sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _all = [];

    /// <summary>Everything reported so far, in order.</summary>
    public ImmutableArray<Diagnostic> All => [.. _all];

    /// <summary>How many messages there are.</summary>
    public int Count => _all.Count;

    /// <summary>Whether an error is among it.</summary>
    public bool HasErrors => _all.Exists(d => d.Descriptor.Severity == DiagnosticSeverity.Error);

    /// <summary>Adds a message.</summary>
    public void Report(Diagnostic diagnostic) => _all.Add(diagnostic);

    /// <summary>Adds a message about a file.</summary>
    public void Report(DiagnosticDescriptor descriptor, string? file, params object?[] arguments) =>
        _all.Add(Diagnostic.Create(descriptor, file, arguments));

    /// <summary>Stops here if there were errors.</summary>
    /// <exception cref="CompilationException">There was an error.</exception>
    public void ThrowIfErrors()
    {
        if (HasErrors)
            throw new CompilationException(All);
    }
}
