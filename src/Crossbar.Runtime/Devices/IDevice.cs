namespace Crossbar.Runtime.Devices;

/// <summary>
/// The current-voltage characteristic of a memristor at rest: odd or not, but rising with the voltage and 0 A at 0 V. A memristor
/// that conducts nothing (conductance 0) has slope 0.
/// </summary>
public interface IDevice
{
    /// <summary>Whether the current is conductance times voltage: such arrays are solved once for all inputs.</summary>
    bool IsLinear { get; }

    /// <summary>Whether twice the conductance has twice the current at every voltage.</summary>
    bool IsProportional => true;

    /// <summary>The device the other way round, of current -I(-V): itself where the characteristic is odd.</summary>
    IDevice Mirrored => this;

    /// <summary>How many numbers <see cref="Currents"/> wants of a memristor.</summary>
    int CoefficientCount => 1;

    /// <summary>The current.</summary>
    /// <param name="conductance">What the memristor was programmed to, in siemens.</param>
    /// <param name="voltage">In volt.</param>
    /// <returns>In ampere.</returns>
    double Current(double conductance, double voltage);

    /// <summary>The slope of the current, dI/dV, in siemens.</summary>
    /// <param name="conductance">What the memristor was programmed to, in siemens.</param>
    /// <param name="voltage">In volt.</param>
    double Slope(double conductance, double voltage);

    /// <summary>A bound of the slope between -limit and limit, in siemens; the greatest slope or little more.</summary>
    /// <param name="conductance">What the memristor was programmed to, in siemens.</param>
    /// <param name="limit">In volt.</param>
    double GreatestSlope(double conductance, double limit);

    /// <summary>What <see cref="Currents"/> wants to know of memristors.</summary>
    /// <param name="conductances">What they were programmed to, in siemens; may be handed back.</param>
    /// <returns><see cref="CoefficientCount"/> numbers per memristor.</returns>
    double[] CoefficientsOf(double[] conductances) => conductances;

    /// <summary>The currents of many memristors, each under eight voltages.</summary>
    /// <param name="coefficients">What <see cref="CoefficientsOf"/> gave of them.</param>
    /// <param name="voltages">Eight consecutive ones per memristor, in volt.</param>
    /// <param name="currents">Receives as many currents, in ampere.</param>
    void Currents(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> voltages, Span<double> currents)
    {
        for (var k = 0; k < voltages.Length; k++)
            currents[k] = Current(coefficients[k / 8], voltages[k]);
    }
}
