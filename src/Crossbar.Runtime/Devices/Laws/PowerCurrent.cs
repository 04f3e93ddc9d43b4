namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// I = Σ c_k(G)·V^k, k from 1: a polynomial in the voltage whose coefficients depend on the conductance, asymmetric where an even one is not 0.
/// Beyond the voltages that it holds for it goes on as a straight line.
/// </summary>
/// <param name="Coefficients">c_1, c_2, ... in ampere per volt^k.</param>
/// <param name="MaxVoltage">The greatest voltage of either sign that the polynomial holds for, in volt.</param>
public sealed record PowerCurrent(ImmutableArray<ConductanceCurve> Coefficients, double MaxVoltage) : CurrentLaw;
