namespace Crossbar.Compiler.Options;

/// <summary>Values that are right by themselves and not together, in the options of mapping and encoding.</summary>
/// <param name="Names">The options: first the one that is to be blamed.</param>
/// <param name="Reason">Why, and what would work.</param>
public sealed record OptionConflict(ImmutableArray<string> Names, string Reason)
{
    /// <summary>What the option to be blamed is, as text.</summary>
    /// <param name="options">The options.</param>
    public string ValueIn(CompilerOptions options) => OptionTable.Find(Names[0])!.Format(options);

    /// <summary>What is wrong with some options.</summary>
    /// <param name="options">The options.</param>
    public static IEnumerable<OptionConflict> Of(CompilerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OfWeights(options).Concat(OfInputs(options)).Concat(OfColumns(options.Mapping)).Concat(OfConverters(options)).Concat(OfReads(options));
    }

    private static IEnumerable<OptionConflict> OfWeights(CompilerOptions options)
    {
        var mapping = options.Mapping;
        if (mapping.WeightBits == 1)
            yield return new(["WeightBits"], "a sign and at least one bit are needed, 2 in all; or 0 for weights as they are.");
        if (mapping.CellBits > 0 && mapping.WeightBits == 0)
            yield return new(["CellBits", "WeightBits"], "only whole numbers have digits: give WeightBits too, such as 8.");
    }

    // Nobody clocks a million times while an array is read, nor while an ADC converts its columns.
    private static IEnumerable<OptionConflict> OfReads(CompilerOptions options)
    {
        const double MostCycles = 1e6;
        var clock = options.Pipeline.ClockFrequency;
        if (options.Hardware.ReadTime * clock > MostCycles)
            yield return new(["ClockFrequency", "ReadTime"], FormattableString.Invariant($"a read would take {options.Hardware.ReadTime * clock:G3} cycles, of at most {MostCycles:F0}: ReadTime is in seconds, and the clock in hertz, at most {MostCycles / options.Hardware.ReadTime:G6}."));
        else if (options.Pipeline.ColumnsPerAdc * clock / options.Hardware.Components.Definition.AdcRate > MostCycles)
            yield return new(["ColumnsPerAdc", "ClockFrequency"], FormattableString.Invariant($"their conversions would take more than {MostCycles:F0} cycles."));
    }

    private static IEnumerable<OptionConflict> OfInputs(CompilerOptions options)
    {
        var (mapping, converters) = (options.Mapping, options.Converters);
        var encoding = converters.InputEncoding;
        if (options.Netlist.Peripherals == PeripheralCircuits.Analog && (encoding != InputEncoding.Amplitude || mapping.CellBits > 0))
            yield return new(["Peripherals", "InputEncoding", "CellBits"], "it has no digital half that adds up pulses and slices: leave InputEncoding at Amplitude and CellBits at 0.");
        if (encoding == InputEncoding.BitSerial && converters.DacBits == 0)
            yield return new(["InputEncoding", "DacBits"], "it sends the digits of codes, and DacBits=0 has none: give DacBits, such as 8.");
        if (encoding != InputEncoding.Spikes)
            yield break;
        if (converters.DacBits == 0)
            yield return new(["InputEncoding", "DacBits"], "it sends as many spikes as codes say, and DacBits=0 has none: give DacBits, such as 6.");
        if (mapping.Scheme is MappingScheme.SignedInput or MappingScheme.Toeplitz)
            yield return new(["InputEncoding", "Mapping"], $"neurons count what comes out of each column, and Mapping={mapping.Scheme} subtracts before: take Differential, or Dense with OffsetSubtraction=Digital.");
        else if (mapping is { Scheme: MappingScheme.Dense, OffsetSubtraction: OffsetSubtraction.Analog })
            yield return new(["InputEncoding", "Mapping", "OffsetSubtraction"], "neurons count what comes out of each column, and nothing is subtracted before: take Mapping=Differential, or OffsetSubtraction=Digital.");
    }

    // What converters cannot be, and what knows no other converters than those designed.
    private static IEnumerable<OptionConflict> OfConverters(CompilerOptions options)
    {
        var (errors, converters) = (options.Variation.ToConverterErrors(), options.Converters);
        foreach (var (error, reason) in errors.Refusals(options.ToHardware(), converters.DacBits, converters.AdcBits))
            yield return new([VariationOptions.OptionOf(error), "InputEncoding", "InputDigitBits", "DacBits", "AdcBits"], reason);
        if (options.Netlist.Peripherals == PeripheralCircuits.Analog && !errors.IsNone)
            yield return new(["Peripherals"], "it has no converters between layers: leave out the sigmas and noise of DACs and ADCs.");
    }

    // At least one output, its slices and copies, and what is subtracted from it have to fit an array.
    private static IEnumerable<OptionConflict> OfColumns(MappingOptions mapping)
    {
        var isSubtracted = mapping.Scheme == MappingScheme.Differential || (mapping.Scheme != MappingScheme.SignedInput && mapping.OffsetSubtraction == OffsetSubtraction.Analog);
        var slices = mapping.SlicePlacement == SlicePlacement.Columns ? mapping.SlicesOf(mapping.Scheme is MappingScheme.Differential or MappingScheme.SignedInput) : 1;
        var least = mapping.Copies * (!isSubtracted ? slices : mapping.Scheme == MappingScheme.Differential ? 2 * slices : slices + 1);
        if (mapping.MaxColumns == 0 || mapping.MaxColumns >= least)
            yield break;
        var what = (mapping.Copies > 1 ? "the copies of an output" : "an output") + (slices > 1 ? $" in {slices} slices" : "") + (isSubtracted ? " and what is subtracted from it" : "");
        var remedy = isSubtracted && mapping.Scheme != MappingScheme.Differential && mapping.MaxColumns >= mapping.Copies * slices ? "; or choose OffsetSubtraction=Digital"
            : slices > 1 ? "; or choose SlicePlacement=Arrays, or more CellBits" : "";
        yield return new(["MaxColumns"], string.Create(CultureInfo.InvariantCulture, $"{what} take {least} columns{remedy}."));
    }
}
