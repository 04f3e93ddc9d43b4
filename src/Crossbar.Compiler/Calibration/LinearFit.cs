namespace Crossbar.Compiler.Calibration;

/// <summary>A first-order fit, wanted ≈ Gain·actual + Offset (paper, section 3.3).</summary>
/// <param name="Gain">Slope.</param>
/// <param name="Offset">Intercept, in units of the wanted values.</param>
public readonly record struct LinearFit(double Gain, double Offset)
{
    /// <summary>Least squares. Where the actual values do not vary only the offset is fitted.</summary>
    public static LinearFit Of(ReadOnlySpan<float> actual, ReadOnlySpan<float> wanted)
    {
        double meanActual = 0, meanWanted = 0;
        for (var k = 0; k < actual.Length; k++)
        {
            meanActual += actual[k];
            meanWanted += wanted[k];
        }

        meanActual /= actual.Length;
        meanWanted /= actual.Length;
        double variance = 0, covariance = 0;
        for (var k = 0; k < actual.Length; k++)
        {
            var deviation = actual[k] - meanActual;
            variance += deviation * deviation;
            covariance += deviation * (wanted[k] - meanWanted);
        }

        var scale = meanActual * meanActual * actual.Length;
        var gain = variance > 1e-12 * scale && covariance > 0 ? covariance / variance : 1;
        return new LinearFit(gain, meanWanted - (gain * meanActual));
    }
}
