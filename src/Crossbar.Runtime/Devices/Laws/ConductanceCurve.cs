namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// A quantity of a device as a function of its conductance, as publications give it: piece by piece a sum of powers of G, of g = G / G_max,
/// or of a logarithm of either, clipped. A table is a curve of straight pieces.
/// </summary>
public sealed record ConductanceCurve
{
    // A cell that does not conduct has no logarithm: it counts as one of a billionth of G_max.
    private const double LeastRelative = 1e-9;

    /// <summary>The pieces, by rising conductance; the last one holds for all above.</summary>
    public required ImmutableArray<CurvePiece> Pieces { get; init; }

    /// <summary>G_max, which g is relative to, in siemens.</summary>
    public double MaxConductance { get; init; } = 1;

    /// <summary>Whether the pieces give a share of the conductance: the value is theirs times G.</summary>
    public bool TimesConductance { get; init; }

    /// <summary>The same value for every conductance.</summary>
    /// <param name="value">The value.</param>
    public static ConductanceCurve Constant(double value) => new() { Pieces = [new CurvePiece { Terms = [new CurveTerm(value, 0)] }] };

    /// <summary>The value.</summary>
    /// <param name="conductance">G, in siemens; not negative.</param>
    public double At(double conductance)
    {
        var piece = Pieces[^1];
        foreach (var candidate in Pieces)
        {
            if (conductance < candidate.Below)
            {
                piece = candidate;
                break;
            }
        }

        var value = piece.At(VariableOf(piece.Variable, conductance));
        return TimesConductance ? value * conductance : value;
    }

    private double VariableOf(CurveVariable variable, double conductance) => variable switch
    {
        CurveVariable.Relative => conductance / MaxConductance,
        CurveVariable.LogRelative => Math.Log(Math.Max(conductance / MaxConductance, LeastRelative)),
        CurveVariable.Decades => Math.Log10(Math.Max(conductance, LeastRelative * MaxConductance)),
        _ => conductance,
    };
}
