namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>What <c>crossbar fit wires</c> is asked to do.</summary>
public sealed record FitWiresOptions
{
    /// <summary>The array and its inputs. Its resistances are where the fit begins, and what stays where it is not fitted.</summary>
    public required SolveOptions Array { get; init; }

    /// <summary>CSV file of N measured column currents per line, in ampere; one line for every line of voltages.</summary>
    public required string Currents { get; init; }

    /// <summary>Which resistances are estimated; each once, and <see cref="FittedResistance.Wire"/> without those of rows and columns.</summary>
    public ImmutableArray<FittedResistance> Fitted { get; init; } = [FittedResistance.Wire, FittedResistance.Input, FittedResistance.Output];

    /// <summary>Standard deviation of a measured current, in ampere; null: as the residuals say.</summary>
    public double? CurrentSigma { get; init; }

    /// <summary>Print JSON instead of text.</summary>
    public bool Json { get; init; }
}
