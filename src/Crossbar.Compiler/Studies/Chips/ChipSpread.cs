namespace Crossbar.Compiler.Studies.Chips;

/// <summary>What differs from chip to chip.</summary>
/// <param name="Age">Age of the chips, in second; null where their device has no laws.</param>
/// <param name="WireSigma">Standard deviation of the logarithm of each chip's resistances of rows, columns, inputs and outputs, each drawn apart; 0 for as compiled.</param>
public sealed record ChipSpread(double? Age, double WireSigma)
{
    // Keeps a chip's wires apart from what else its seed decides.
    private const int Stream = 0x31BE;

    /// <summary>A chip.</summary>
    /// <param name="compiled">What it was compiled for.</param>
    /// <param name="variation">Errors of its cells beside its device's laws, and of its converters.</param>
    /// <param name="seed">Its seed.</param>
    public CrossbarOptions Chip(HardwareDesign compiled, VariationOptions variation, int seed)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        ArgumentNullException.ThrowIfNull(variation);
        var chip = variation.ToChip(seed) with { Age = Age };
        if (WireSigma == 0)
            return chip;
        var (random, wires) = (RandomSequence.For(seed ^ Stream, 0, 0), compiled.Resistances);
        return chip with
        {
            ActualRowWireResistance = Drawn(wires.WordLine, ref random),
            ActualColumnWireResistance = Drawn(wires.BitLine, ref random),
            ActualInputResistance = Drawn(wires.Input, ref random),
            ActualOutputResistance = Drawn(wires.Output, ref random),
        };
    }

    private double Drawn(double resistance, ref RandomSequence random) => resistance * Math.Exp(WireSigma * random.NextNormal());
}
