namespace Crossbar.Compiler.Components;

/// <summary>What a converter takes.</summary>
/// <param name="Energy">Of one conversion, in joule.</param>
/// <param name="Area">Of one converter, in m².</param>
public sealed record ConverterFigures(BitLaw Energy, BitLaw Area);
