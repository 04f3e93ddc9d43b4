namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>A signal beside what was expected of it.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Simulated">What the simulator gave, in ampere or volt.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Relative">The relative difference.</param>
internal sealed record Deviation(string Signal, double Simulated, double Expected, double Relative);
