namespace Crossbar.Compiler.Options;

/// <summary>What else is written, and in which form.</summary>
public sealed record OutputOptions
{
    /// <summary>How the tables of constants reach the user's assembly.</summary>
    public TableForm Tables { get; init; } = TableForm.Auto;

    /// <summary>Whether the tables hold the arrays' transfer matrices beside their conductances, so that nothing is solved at start.</summary>
    public bool BakeTransfer { get; init; }

    /// <summary>Whether a compile writes an HTML page about the model.</summary>
    public bool Report { get; init; }
}
