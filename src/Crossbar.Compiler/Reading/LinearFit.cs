namespace Crossbar.Compiler.Reading;

/// <summary>A first-order fit, wanted ≈ Gain·actual + Offset (paper, section 3.3).</summary>
/// <param name="Gain">Slope.</param>
/// <param name="Offset">Intercept, in units of the wanted values.</param>
public readonly record struct LinearFit(double Gain, double Offset)
{
    /// <summary>
    /// Least squares, with as much prior belief in a gain of 1 as two values one step apart would carry: values that differ by no more
    /// than the converter's rounding say nothing of the gain. Where they do not vary at all only the offset is fitted.
    /// </summary>
    /// <param name="actual">The digitised values.</param>
    /// <param name="wanted">What they should be.</param>
    /// <param name="step">The converter's step, in the values' unit; 0 for an ideal converter.</param>
    public static LinearFit Of(ReadOnlySpan<float> actual, ReadOnlySpan<float> wanted, double step = 0)
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

        variance += step * step / 2;
        covariance += step * step / 2;
        var scale = meanActual * meanActual * actual.Length;
        var gain = variance > 1e-12 * scale && covariance > 0 ? covariance / variance : 1;
        return new LinearFit(gain, meanWanted - (gain * meanActual));
    }
}
