namespace Web;

/// <summary>What one network says of an image.</summary>
/// <param name="Digit">The digit of the greatest score.</param>
/// <param name="Scores">A score (logit) for each digit from 0 to 9.</param>
/// <param name="Probabilities">Their softmax.</param>
public sealed record Verdict(int Digit, float[] Scores, float[] Probabilities)
{
    /// <summary>The verdict that scores come to.</summary>
    /// <param name="scores">A score for each digit.</param>
    public static Verdict Of(float[] scores)
    {
        var greatest = scores.Max();
        var shares = Array.ConvertAll(scores, score => MathF.Exp(score - greatest));
        var sum = shares.Sum();
        return new Verdict(Array.IndexOf(scores, greatest), scores, Array.ConvertAll(shares, share => share / sum));
    }
}
