namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>Cells with the polynomials that stand in a netlist's lines (<see cref="Decks.CellLaw"/>), whatever law they came from.</summary>
/// <param name="coefficients">Of each conductance in the file.</param>
/// <param name="count">How many of each.</param>
/// <param name="maxVoltage">The voltage beyond which the current goes on straight, in volt.</param>
internal sealed class ReadPolynomials(IReadOnlyDictionary<double, double[]> coefficients, int count, double maxVoltage) : IDevice
{
    public bool IsLinear => false;

    public bool IsProportional => false;

    public int CoefficientCount => count;

    public double Current(double conductance, double voltage)
    {
        if (conductance == 0)
            return 0;
        var (own, inside) = (coefficients[conductance], Math.Clamp(voltage, -maxVoltage, maxVoltage));
        double sum = 0;
        for (var k = count - 1; k >= 0; k--)
            sum = (sum * inside) + own[k];
        return (sum * inside) + (Slope(conductance, inside) * (voltage - inside));
    }

    public double Slope(double conductance, double voltage)
    {
        if (conductance == 0)
            return 0;
        var (own, inside) = (coefficients[conductance], Math.Clamp(voltage, -maxVoltage, maxVoltage));
        double sum = 0;
        for (var k = count - 1; k >= 0; k--)
            sum = (sum * inside) + ((k + 1) * own[k]);
        return sum;
    }

    public double GreatestSlope(double conductance, double limit) => throw new NotSupportedException("Decks are solved by Newton's method.");

    public double[] CoefficientsOf(double[] conductances) => [.. conductances.SelectMany(g => g == 0 ? new double[count] : coefficients[g])];
}
