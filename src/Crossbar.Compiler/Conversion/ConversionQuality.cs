namespace Crossbar.Compiler.Conversion;

/// <summary>How well an array's transfer matrix meets its target, as fractions of the target's conductance range.</summary>
/// <param name="MeanError">Mean of |T − target| / range.</param>
/// <param name="WorstError">Largest |T − target| / range.</param>
/// <param name="UsedRange">Target range / (G_max − G_min): what the wires leave of the devices' range.</param>
/// <param name="Solves">Number of circuit solutions that the conversion took.</param>
public sealed record ConversionQuality(double MeanError, double WorstError, double UsedRange, int Solves);
