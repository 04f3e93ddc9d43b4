using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime;

/// <summary>What may differ from the compiled design when a chip is instantiated.</summary>
public sealed record CrossbarOptions
{
    /// <summary>The finest converters that are modelled, in bits: as in item metadata, and exact in single precision.</summary>
    private const int MaxBits = 16;

    // A thousand years, in second; far above any device's melting point, in kelvin.
    private const double MaxAge = 3.2e10;
    private const double MaxTemperature = 1000;

    /// <summary>Resolution of the DACs in bits, 0 to 16, 0 for none (continuous voltages); null keeps the compiled value.</summary>
    public int? DacBits { get; init; }

    /// <summary>Resolution of the ADCs in bits, 0 to 16, 0 for none (continuous currents); null keeps the compiled value.</summary>
    public int? AdcBits { get; init; }

    /// <summary>
    /// Standard deviation of the programming error added to every conductance, in siemens; not negative. Converter ranges and fits stay
    /// as compiled; the metadata ProgrammingSigma calibrates after the error, as <c>crossbar evaluate --recalibrate</c> does.
    /// </summary>
    public double ProgrammingSigma { get; init; }

    /// <summary>Probability of a cell to be stuck at the greatest conductance, 0 to 1.</summary>
    public double StuckOnRate { get; init; }

    /// <summary>Probability of a cell to be stuck at the least conductance, 0 to 1.</summary>
    public double StuckOffRate { get; init; }

    /// <summary>
    /// Standard deviation, in siemens, of what a cell's conductance fluctuates by from read to read. An image's noise depends on the
    /// image and the seed alone: the same image is read the same way again.
    /// </summary>
    public double ReadNoise { get; init; }

    /// <summary>
    /// Errors of the converters as they were built: each DAC and each ADC has its own, drawn with <see cref="Seed"/>. Null: the converters that were compiled for,
    /// which are as designed unless the model's metadata say otherwise. Ranges and fits stay as compiled.
    /// </summary>
    public ConverterErrors? Converters { get; init; }

    /// <summary>What the digital half does about <see cref="Converters"/>.</summary>
    public ConverterTrim ConverterTrim { get; init; }

    /// <summary>
    /// Age of the chip, in second after it was programmed: its cells have what the laws of its device (<see cref="HardwareDesign.Device"/>) make of
    /// their conductances until then, drawn with <see cref="Seed"/>, and fluctuate from read to read. Null: as designed, without errors. One seed is one
    /// chip, which may be looked at when it is older.
    /// </summary>
    public double? Age { get; init; }

    /// <summary>What the chip does about its age. To calibrate anew takes images: <c>crossbar evaluate --compensation Recalibrate</c>.</summary>
    public DriftCompensation Compensation { get; init; }

    /// <summary>Which time the chip is programmed, from 0: cells keep what is their own, and the rest of their programming errors is drawn anew.</summary>
    public int WriteCycle { get; init; }

    /// <summary>Temperature of the chip, in kelvin; null for that at which it was programmed.</summary>
    public double? Temperature { get; init; }

    /// <summary>
    /// Resistance of the wire between neighbouring cells of a row or column as the chip has it, in ohm; null: as compiled. Conductances,
    /// converter ranges and fits stay as compiled for the design's wires, and every array is solved anew for these.
    /// </summary>
    public double? ActualWireResistance { get; init; }

    /// <summary>The same for the wires of rows alone, in ohm; null: as <see cref="ActualWireResistance"/> says.</summary>
    public double? ActualRowWireResistance { get; init; }

    /// <summary>The same for the wires of columns alone, in ohm; null: as <see cref="ActualWireResistance"/> says.</summary>
    public double? ActualColumnWireResistance { get; init; }

    /// <summary>Resistance between a row's source and its first cell as the chip has it, in ohm; null: as compiled.</summary>
    public double? ActualInputResistance { get; init; }

    /// <summary>Resistance between a column's last cell and its virtual ground as the chip has it, in ohm; null: as compiled.</summary>
    public double? ActualOutputResistance { get; init; }

    /// <summary>
    /// Whether arrays are summed up exactly, whatever the order, so that every machine gives one compiled chip the same ADC codes, and an
    /// exported model (<c>crossbar export</c>) in any other runtime too; takes more time. Without it sums are rounded as single precision rounds
    /// them, and a current within about 1e-4 of a code from the middle between two codes becomes either. Arrays with ideal DACs, and those
    /// whose rows times the highest DAC code exceed 2^21 (8 bits: 8,224 rows; 14 bits: 128), are summed up as without it.
    /// </summary>
    public bool Reproducible { get; init; }

    /// <summary>
    /// What the digital half computes with. In <see cref="Arithmetic.FixedPoint"/> arrays are summed up exactly too, so that every machine gives the same codes and
    /// scores, and the generated hardware (docs/rtl.md) gives them as well; takes more time. Not for ideal converters, cells that are not linear, or arrays
    /// whose rows times the highest DAC code exceed 2^21.
    /// </summary>
    public Arithmetic Arithmetic { get; init; }

    /// <summary>Seed of everything random: the same seed gives the same chip on any number of threads.</summary>
    public int Seed { get; init; }

    /// <summary>Maximum number of threads that preparation and the batch methods use; 0 uses all cores.</summary>
    public int MaxThreads { get; init; }

    /// <summary>
    /// How loops are run in parallel. Not without a limit: where others need the cores too, the thread pool takes a loop's long calls for stuck ones and adds threads
    /// to it, each with buffers of its own.
    /// </summary>
    internal ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = MaxThreads > 0 ? MaxThreads : Environment.ProcessorCount };

    /// <summary>Whether the cells differ from what the tables hold.</summary>
    internal bool HasCellErrors => ProgrammingSigma > 0 || StuckOnRate > 0 || StuckOffRate > 0 || Age is not null || Temperature is not null;

    /// <summary>The chip at hand: the one that was compiled for, with the wires and converters that these options say.</summary>
    /// <param name="compiled">The chip that was compiled for.</param>
    /// <returns>Equal to <paramref name="compiled"/> where wires and converters are.</returns>
    public HardwareDesign ChipOf(HardwareDesign compiled)
    {
        ArgumentNullException.ThrowIfNull(compiled);
        var wires = compiled.Resistances;
        return compiled with
        {
            Resistances = wires with
            {
                WordLine = ActualRowWireResistance ?? ActualWireResistance ?? wires.WordLine,
                BitLine = ActualColumnWireResistance ?? ActualWireResistance ?? wires.BitLine,
                Input = ActualInputResistance ?? wires.Input,
                Output = ActualOutputResistance ?? wires.Output,
            },
            Converters = Converters is null ? compiled.Converters : Converters.IsNone ? null : new ConverterVariation(Converters, ConverterTrim, Seed),
        };
    }

    /// <summary>Probabilities of a cell to be stuck on and off: those given, else on a chip of an age its device's.</summary>
    /// <param name="device">What is known of the device.</param>
    internal (double On, double Off) StuckRates(DeviceLaws? device) => StuckOnRate > 0 || StuckOffRate > 0 || Age is null || device is null
        ? (StuckOnRate, StuckOffRate)
        : (device.StuckOnRate, device.StuckOffRate);

    /// <summary>Says why these options cannot be had of a device; null if they can.</summary>
    /// <param name="device">What is known of it; null for nothing.</param>
    public string? Refusal(DeviceLaws? device)
    {
        if (Age is { } age && device is null)
            return FormattableString.Invariant($"Age is {age} s, but nothing is known of what becomes of this design's devices: compile it with a Device (docs/devices.md).");
        if (Age is > 0 and var later && device is { KnowsTime: false })
            return FormattableString.Invariant($"Age is {later} s, but nothing is known of what becomes of {device.Name} after it was programmed: ask for an age of 0.");
        if (Age is { } asked && device?.Programming is { } programming && !programming.KnowsAge(asked))
            return FormattableString.Invariant($"Age is {asked} s. {programming.AgesKnown()}");
        if (Temperature is { } kelvin && device?.Temperature is null)
            return FormattableString.Invariant($"Temperature is {kelvin} K, but no law of temperature is known of this design's devices.");

        return Compensation != DriftCompensation.None && Age is null ? "Compensation is for a chip that has an Age." : null;
    }

    /// <summary>Checks what a network could not notice later.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value lies out of its range.</exception>
    internal void Validate()
    {
        if (!(Age is null or (>= 0 and <= MaxAge)))
            throw new ArgumentOutOfRangeException(nameof(Age), Age, $"An age lies between 0 and {MaxAge:G2} s.");
        if (!(Temperature is null or (> 0 and <= MaxTemperature)))
            throw new ArgumentOutOfRangeException(nameof(Temperature), Temperature, $"A temperature lies between 0 and {MaxTemperature} K.");
        if (!Enum.IsDefined(Compensation))
            throw new ArgumentOutOfRangeException(nameof(Compensation), Compensation, "There is no such compensation.");
        if (!Enum.IsDefined(Arithmetic))
            throw new ArgumentOutOfRangeException(nameof(Arithmetic), Arithmetic, "There is no such arithmetic.");
        if (!Enum.IsDefined(ConverterTrim))
            throw new ArgumentOutOfRangeException(nameof(ConverterTrim), ConverterTrim, "There is no such trim.");
        Converters?.Validate();
        ArgumentOutOfRangeException.ThrowIfNegative(WriteCycle);
        CheckBits(DacBits, nameof(DacBits));
        CheckBits(AdcBits, nameof(AdcBits));
        if (!(ProgrammingSigma >= 0 && double.IsFinite(ProgrammingSigma)))
            throw new ArgumentOutOfRangeException(nameof(ProgrammingSigma), ProgrammingSigma, "A standard deviation is finite and not negative.");

        if (MaxThreads < 0)
            throw new ArgumentOutOfRangeException(nameof(MaxThreads), MaxThreads, "At least one thread is needed, or 0 for all cores.");

        CheckRate(StuckOnRate, nameof(StuckOnRate));
        CheckRate(StuckOffRate, nameof(StuckOffRate));
        if (!(ReadNoise >= 0 && double.IsFinite(ReadNoise)))
            throw new ArgumentOutOfRangeException(nameof(ReadNoise), ReadNoise, "A standard deviation is finite and not negative.");

        CheckResistance(ActualWireResistance, nameof(ActualWireResistance));
        CheckResistance(ActualRowWireResistance, nameof(ActualRowWireResistance));
        CheckResistance(ActualColumnWireResistance, nameof(ActualColumnWireResistance));
        CheckResistance(ActualInputResistance, nameof(ActualInputResistance));
        CheckResistance(ActualOutputResistance, nameof(ActualOutputResistance));

        static void CheckResistance(double? resistance, string name)
        {
            if (!(resistance is null or (>= 0 and < double.PositiveInfinity)))
                throw new ArgumentOutOfRangeException(name, resistance, "A resistance is finite and not negative.");
        }

        static void CheckRate(double rate, string name)
        {
            if (!(rate is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(name, rate, "A probability lies between 0 and 1.");
        }

        static void CheckBits(int? bits, string name)
        {
            if (bits is < 0 or > MaxBits)
                throw new ArgumentOutOfRangeException(name, bits, $"A converter has 1 to {MaxBits} bits, or 0 for no quantisation.");
        }
    }
}
