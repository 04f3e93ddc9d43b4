namespace Crossbar.Runtime;

/// <summary>The converters that a chip was built with.</summary>
/// <param name="Errors">How far they are from what was designed.</param>
/// <param name="Trim">What its digital half does about it.</param>
/// <param name="Seed">Which chip: the same seed gives the same converters.</param>
public sealed record ConverterVariation(ConverterErrors Errors, ConverterTrim Trim, int Seed);
