namespace Crossbar.Compiler.Components;

/// <summary>What a part takes that has no resolution.</summary>
/// <param name="Energy">Of a use, in joule per unit.</param>
/// <param name="Area">In m² per unit.</param>
public sealed record PartFigures(double Energy, double Area);
