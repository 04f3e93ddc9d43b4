using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Chip;

/// <summary>What a layer's converters have in common.</summary>
/// <param name="InputRange">The activations that the DACs cover, but for arrays with a range of their own; holds 0.</param>
/// <param name="DacBits">Resolution of the DACs in bits, 0 for ideal converters.</param>
/// <param name="AdcBits">Resolution of the ADCs in bits, 0 for ideal converters.</param>
public sealed record LayerConverters(ConverterRange InputRange, int DacBits, int AdcBits);
