namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// What a cell has after it was programmed to a target G: G + mean(G) + σ_cell(G)·N_cell + σ(G)·N_write. N_cell belongs to the cell, N_write to each write.
/// </summary>
public sealed record ProgrammingLaw
{
    /// <summary>Mean of the error, in siemens; null for 0.</summary>
    public ConductanceCurve? Mean { get; init; }

    /// <summary>σ_cell: what differs from cell to cell and stays when a cell is written again, in siemens; null for 0.</summary>
    public ConductanceCurve? CellSigma { get; init; }

    /// <summary>σ: what differs from write to write, in siemens, at one age or at several; empty for 0. A cell's deviation grows along them: N_write stays.</summary>
    public ImmutableArray<AgedCurve> Sigma { get; init; } = [];

    /// <summary>What holds between the ages of <see cref="Sigma"/>.</summary>
    public AgeInterpolation Between { get; init; }

    /// <summary>Write–verify; null where a cell is written once.</summary>
    public WriteVerifyLaw? Verify { get; init; }

    /// <summary>σ at an age, in siemens.</summary>
    /// <param name="conductance">The target, in siemens.</param>
    /// <param name="age">In seconds.</param>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is known of that age.</exception>
    public double SigmaAt(double conductance, double age)
    {
        if (Sigma.IsEmpty)
            return 0;
        // One age alone: what comes after it is the drift's to say.
        if (Sigma.Length == 1)
            return Sigma[0].Curve.At(conductance);
        var next = 0;
        while (next < Sigma.Length && Sigma[next].Age < age)
            next++;
        if (next < Sigma.Length && Sigma[next].Age == age)
            return Sigma[next].Curve.At(conductance);
        if (!KnowsAge(age))
            throw new ArgumentOutOfRangeException(nameof(age), age, AgesKnown());
        var (before, after) = (Sigma[next - 1], Sigma[next]);
        var share = Between == AgeInterpolation.Linear
            ? (age - before.Age) / (after.Age - before.Age)
            : Math.Log((1 + age) / (1 + before.Age)) / Math.Log((1 + after.Age) / (1 + before.Age));
        var (low, high) = (before.Curve.At(conductance), after.Curve.At(conductance));
        return low + (share * (high - low));
    }

    /// <summary>Whether the errors at an age are known.</summary>
    /// <param name="age">In seconds.</param>
    public bool KnowsAge(double age) =>
        Sigma.Length <= 1 || Sigma.Any(s => s.Age == age) || (Between != AgeInterpolation.None && age > Sigma[0].Age && age < Sigma[^1].Age);

    /// <summary>The ages that the law knows, for people.</summary>
    public string AgesKnown() => Between == AgeInterpolation.None
        ? FormattableString.Invariant($"The device's law is known at the ages {string.Join(", ", Sigma.Select(s => FormattableString.Invariant($"{s.Age}")))} s only.")
        : FormattableString.Invariant($"The device's law is known for ages from {Sigma[0].Age} to {Sigma[^1].Age} s only.");
}
