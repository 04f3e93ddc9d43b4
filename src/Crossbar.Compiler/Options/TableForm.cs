namespace Crossbar.Compiler.Options;

/// <summary>How the tables of constants reach the user's assembly.</summary>
public enum TableForm
{
    /// <summary>In source when small, else as a resource.</summary>
    Auto,

    /// <summary>As constants in generated source.</summary>
    Source,

    /// <summary>As an embedded resource.</summary>
    Resource,
}
