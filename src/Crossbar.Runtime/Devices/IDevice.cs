namespace Crossbar.Runtime.Devices;

/// <summary>
/// The current-voltage characteristic of a memristor at rest: odd or not, but rising with the voltage and 0 A at 0 V. A memristor
/// that conducts nothing (conductance 0) has slope 0.
/// </summary>
public interface IDevice
{
    /// <summary>Whether the current is conductance times voltage: such arrays are solved once for all inputs.</summary>
    bool IsLinear { get; }

    /// <summary>The current.</summary>
    /// <param name="conductance">What the memristor was programmed to, in siemens.</param>
    /// <param name="voltage">In volt.</param>
    /// <returns>In ampere.</returns>
    double Current(double conductance, double voltage);

    /// <summary>The slope of the current, dI/dV, in siemens.</summary>
    /// <param name="conductance">What the memristor was programmed to, in siemens.</param>
    /// <param name="voltage">In volt.</param>
    double Slope(double conductance, double voltage);

    /// <summary>The greatest slope between -limit and limit, in siemens.</summary>
    /// <param name="conductance">What the memristor was programmed to, in siemens.</param>
    /// <param name="limit">In volt.</param>
    double GreatestSlope(double conductance, double limit);

    /// <summary>The currents of many memristors, each under eight voltages.</summary>
    /// <param name="conductances">One a memristor, in siemens.</param>
    /// <param name="voltages">Eight consecutive ones a memristor, in volt.</param>
    /// <param name="currents">Receives as many currents, in ampere.</param>
    void Currents(ReadOnlySpan<double> conductances, ReadOnlySpan<double> voltages, Span<double> currents)
    {
        for (var k = 0; k < voltages.Length; k++)
            currents[k] = Current(conductances[k / 8], voltages[k]);
    }
}
