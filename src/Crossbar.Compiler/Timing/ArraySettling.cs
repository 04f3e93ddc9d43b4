namespace Crossbar.Compiler.Timing;

/// <summary>How long an array (or a pair of arrays) takes to come to rest after all rows have stepped from 0 V to full scale.</summary>
/// <param name="Time">
/// When what each of its ADCs sees is within half a step of its last value for good, in second; null where the ADCs are ideal and have no steps.
/// </param>
/// <param name="SlowestTimeConstant">The slowest time constant, in second; 0 where nothing has to be charged.</param>
public sealed record ArraySettling(double? Time, double SlowestTimeConstant);
