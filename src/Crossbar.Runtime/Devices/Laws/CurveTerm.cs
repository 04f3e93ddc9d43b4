namespace Crossbar.Runtime.Devices.Laws;

/// <summary>One summand of a <see cref="CurvePiece"/>: factor · x^power.</summary>
/// <param name="Factor">In the unit of the curve's values, per unit of x to the power.</param>
/// <param name="Power">The power; need not be whole.</param>
public sealed record CurveTerm(double Factor, double Power);
