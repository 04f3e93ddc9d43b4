namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// How conductances follow the temperature T: G·(1 + α·(T − T_0))·exp(−(E_a/k)·(1/T − 1/T_0)).
/// </summary>
/// <param name="Reference">T_0, at which the conductances are those programmed, in kelvin.</param>
/// <param name="Coefficient">α, in 1/kelvin.</param>
/// <param name="ActivationEnergy">E_a, in joule.</param>
public sealed record TemperatureLaw(double Reference, double Coefficient, double ActivationEnergy)
{
    // In joule per kelvin (SI 2019, exact).
    private const double Boltzmann = 1.380649e-23;

    /// <summary>What a conductance is multiplied by.</summary>
    /// <param name="temperature">T, in kelvin.</param>
    public double FactorAt(double temperature) => Math.Max(
        0, (1 + (Coefficient * (temperature - Reference))) * Math.Exp(-ActivationEnergy / Boltzmann * ((1 / temperature) - (1 / Reference))));
}
