namespace Crossbar.Runtime.Devices.Laws;

/// <summary>Random telegraph noise: in a share of all reads, cells conduct less by a part of their conductance.</summary>
/// <param name="Amplitude">That part, 0 to 1.</param>
/// <param name="Probability">That share, 0 to 1.</param>
public sealed record TelegraphNoise(double Amplitude, double Probability);
