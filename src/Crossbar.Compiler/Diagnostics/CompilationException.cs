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

    /// <summary>The same failure, with what is about no file yet attributed to one.</summary>
    public CompilationException At(string file) => new([.. Diagnostics.Select(d => d.File is null ? d with { File = file } : d)]);

    /// <summary>The first thing that was found wrong, in a cell of a table: <c>CBX0060: Layer 'conv1': ...</c>.</summary>
    public string Summary => $"{Diagnostics[0].Descriptor.Code}: {Diagnostics[0].Message}";

    /// <summary>Whether it is about a chip that cannot be built or solved, whatever files are read: the same whenever it is tried.</summary>
    public bool IsAboutTheChip => Diagnostics.All(d => d.Descriptor == Descriptors.Infeasible || d.Descriptor == Descriptors.NotConverged
        || d.Descriptor == Descriptors.ToeplitzTooLarge || d.Descriptor == Descriptors.ConversionSignalLength || d.Descriptor == Descriptors.FaultOutsideArray || d.Descriptor == Descriptors.NoSuchArray
        || d.Descriptor == Descriptors.TooFewArrays);

    /// <summary>All that was found wrong.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }
}
