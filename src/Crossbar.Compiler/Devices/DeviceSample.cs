namespace Crossbar.Compiler.Devices;

/// <summary>A cell drawn from a device's laws.</summary>
/// <param name="Target">What it was programmed to, in siemens.</param>
/// <param name="Conductance">What it has at the age that was asked for, in siemens.</param>
/// <param name="ReadSigma">Standard deviation of what it fluctuates by from read to read, in siemens.</param>
/// <param name="Writes">How many writes programming took.</param>
public readonly record struct DeviceSample(double Target, double Conductance, double ReadSigma, long Writes);
