namespace Crossbar.Compiler.Evaluation;

/// <summary>How far the outputs of one network are from another's on the same images: what there is to compare of networks that name no classes.</summary>
public static class OutputError
{
    /// <summary>Root mean square of the differences over that of the reference's outputs; null where these are all 0.</summary>
    /// <param name="reference">The software network's result.</param>
    /// <param name="actual">The crossbars' on the same images.</param>
    /// <exception cref="ArgumentException">They have different numbers of outputs.</exception>
    public static double? Of(EvaluationResult reference, EvaluationResult actual)
    {
        var (squares, power) = Squares(reference, actual);
        return power > 0 ? Math.Sqrt(squares / power) : null;
    }

    /// <summary>Sum of the squared differences, and of the reference's squared outputs.</summary>
    /// <param name="reference">The software network's result.</param>
    /// <param name="actual">The crossbars' on the same images.</param>
    /// <exception cref="ArgumentException">They have different numbers of outputs.</exception>
    internal static (double Differences, double Reference) Squares(EvaluationResult reference, EvaluationResult actual)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(actual);
        if (reference.Scores.Length != actual.Scores.Length)
            throw new ArgumentException($"{reference.Scores.Length} outputs cannot be compared with {actual.Scores.Length}.", nameof(actual));
        double squares = 0, power = 0;
        for (var k = 0; k < actual.Scores.Length; k++)
        {
            var (expected, error) = ((double)reference.Scores[k], (double)actual.Scores[k] - reference.Scores[k]);
            squares += error * error;
            power += expected * expected;
        }

        return (squares, power);
    }
}
