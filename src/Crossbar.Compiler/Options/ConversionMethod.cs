namespace Crossbar.Compiler.Options;

/// <summary>How the programmed conductances G' follow from the targets.</summary>
public enum ConversionMethod
{
    /// <summary>G' such that the transfer matrix T(G') is the target: exact for every input.</summary>
    Exact,

    /// <summary>Each cell passes its ideal current while the conversion signal is applied.</summary>
    Signal,

    /// <summary>The original algorithm: each cell passes its ideal current while all inputs are at full scale.</summary>
    MaxInput,

    /// <summary>G' is the target; the parasitic resistances do what they do.</summary>
    None,
}
