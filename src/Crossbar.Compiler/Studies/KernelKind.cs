namespace Crossbar.Compiler.Studies;

/// <summary>The distributions of synthetic weights: the paper's kernel types (its section 3.3.1), and one more.</summary>
public enum KernelKind
{
    /// <summary>Type 1: normal, as ordinary training leaves them.</summary>
    Gaussian,

    /// <summary>Type 2: two normal humps away from zero, as pruning-aware training leaves them (Han et al. 2015).</summary>
    AwayFromZero,

    /// <summary>Type 3: −1, 0 and 1, half of them 0 (Li et al. 2016).</summary>
    Ternary,

    /// <summary>The magnitudes of normal weights, as each half of <c>Mapping=Differential</c> has them.</summary>
    OneSided,
}
