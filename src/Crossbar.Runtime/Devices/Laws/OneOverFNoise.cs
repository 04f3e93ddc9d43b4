namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// 1/f noise, which grows with the time t since the write: σ = q(G)·√(ln((t + t_r)/(2·t_r))), q of the conductance as programmed (Nandakumar et al.,
/// ICECS 2019).
/// </summary>
/// <param name="Factor">q: a share of the conductance at the time of the read, or in siemens.</param>
/// <param name="IsRelative">Whether q is such a share.</param>
/// <param name="ReadTime">t_r, duration of a read, in second.</param>
public sealed record OneOverFNoise(ConductanceCurve Factor, bool IsRelative, double ReadTime);
