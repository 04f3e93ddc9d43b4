using System.Collections.Frozen;
using Crossbar.Compiler.Devices;

namespace Crossbar.Compiler.Options;

/// <summary>Turns metadata, as written in a project file or on a command line, into <see cref="CompilerOptions"/>.</summary>
public static class OptionReader
{
    // Of κ·V.
    private const double MaxNonlinear = 20;

    // Of κ·V: far below what double precision tells from a linear memristor, far above what its least numbers are.
    private const double LeastNonlinear = 1e-100;

    // In ampere.
    private const double LeastCurrent = 1e-30;

    // Of pixels, so that what a mean is subtracted from and a deviation divides stays far within single precision.
    private const double LeastFactor = 1e-12;
    private const double MaxFactor = 1e12;

    // Metadata that other parts of the build give any item; not about the model.
    private static readonly FrozenSet<string> Foreign = FrozenSet.ToFrozenSet(
        ["CopyToOutputDirectory", "CopyToPublishDirectory", "Link", "LinkBase", "Pack", "PackagePath", "Visible"],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads all metadata and reports all that is wrong with it.</summary>
    /// <param name="metadata">Names and values; an empty value means not given, the last of a repeated name counts.</param>
    /// <param name="baseDirectory">The folder that relative paths start from; null for the current one.</param>
    /// <param name="origin">The file that errors are attributed to; null for none.</param>
    /// <param name="diagnostics">Receives errors; where there are any, the result must not be compiled.</param>
    /// <returns>The options, with defaults for what is not given or wrong.</returns>
    public static CompilerOptions Read(
        IEnumerable<(string Name, string Value)> metadata, string? baseDirectory, string? origin, DiagnosticBag diagnostics)
    {
        var source = new OptionSource(diagnostics, baseDirectory, origin);
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in metadata)
        {
            if (!string.IsNullOrWhiteSpace(value) && !Foreign.Contains(name))
                given[name] = value;
        }

        var options = new CompilerOptions();
        if (given.Remove(nameof(CompilerOptions.Hardware), out var hardware))
            options = OptionTable.Find(nameof(CompilerOptions.Hardware))!.Read(hardware, options, source);
        var failed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var inFile = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (options.Hardware.File is { } file)
            options = HardwareFile.Read(file, options, diagnostics, failed, inFile);
        // Given explicitly, the wires of rows and columns are alike, also where the file has them apart.
        if (given.ContainsKey(nameof(HardwareOptions.WireResistance)))
            options = options with { Hardware = options.Hardware with { RowWireResistance = null, ColumnWireResistance = null } };
        foreach (var (name, value) in given)
        {
            var errors = diagnostics.Count;
            if ((OptionTable.Find(name) ?? OptionTable.OfTheBuild.FirstOrDefault(d => string.Equals(d.Name, name, StringComparison.OrdinalIgnoreCase))) is { } definition)
                options = definition.Read(value, options, source);
            else
                source.Report(Descriptors.UnknownMetadata, name, Suggestion(name));
            if (diagnostics.Count > errors)
                failed.Add(name);
        }

        if (options.Hardware.Device?.Definition is { } device)
            options = OfDevice(options, device, name => given.ContainsKey(name) || inFile.Contains(name), failed, source);
        CheckRelations(options, given, failed, source);
        return options;
    }

    // What nobody said otherwise is as the device has it.
    private static CompilerOptions OfDevice(CompilerOptions options, DeviceDefinition device, Func<string, bool> isGiven, HashSet<string> failed, OptionSource source)
    {
        var (hardware, laws) = (options.Hardware, device.Laws);
        hardware = hardware with
        {
            MinConductance = isGiven(nameof(hardware.MinConductance)) ? hardware.MinConductance : laws.MinConductance,
            MaxConductance = isGiven(nameof(hardware.MaxConductance)) ? hardware.MaxConductance : laws.MaxConductance,
            Nonlinearity = isGiven(nameof(hardware.Nonlinearity)) ? hardware.Nonlinearity : device.Nonlinearity,
            SenseVoltage = isGiven(nameof(hardware.SenseVoltage)) ? hardware.SenseVoltage : device.SenseVoltage ?? hardware.SenseVoltage,
        };
        options = options with { Hardware = hardware };
        if (!isGiven(nameof(ConversionOptions.ConductanceLevels)))
            options = options with { Conversion = options.Conversion with { ConductanceLevels = device.Levels } };
        // The laws hold where the device was measured.
        Check(nameof(hardware.MinConductance), hardware.MinConductance >= laws.MinConductance, $"the device {laws.Name} cannot have less than {laws.MinConductance:G6} S.");
        Check(nameof(hardware.MaxConductance), hardware.MaxConductance <= laws.MaxConductance, $"the device {laws.Name} cannot have more than {laws.MaxConductance:G6} S.");
        Check(nameof(hardware.Nonlinearity), laws.Current is null || hardware.Nonlinearity == 0, $"the device {laws.Name} has a characteristic of its own.");
        return options;

        void Check(string name, bool isRight, FormattableString reason)
        {
            if (!isRight && !failed.Contains(name))
                source.Report(Descriptors.InvalidValue, name, OptionTable.Find(name)!.Format(options), FormattableString.Invariant(reason));
        }
    }

    /// <summary>Checks what can be checked only once the model is known: one mean and deviation, or one per channel.</summary>
    /// <param name="options">The options.</param>
    /// <param name="channels">C of the model's input.</param>
    /// <param name="origin">The file that errors are attributed to; null for none.</param>
    /// <param name="diagnostics">Receives errors.</param>
    public static void CheckChannels(CompilerOptions options, int channels, string? origin, DiagnosticBag diagnostics)
    {
        Check(nameof(DataOptions.InputMean), options.Data.InputMean.Length);
        Check(nameof(DataOptions.InputStd), options.Data.InputStd.Length);

        void Check(string name, int count)
        {
            if (count <= 1 || count == channels)
                return;
            var reason = $"one number or {channels} are needed, for the input has {channels} channels.";
            diagnostics.Report(Descriptors.InvalidValue, origin, name, OptionTable.Find(name)!.Format(options), reason);
        }
    }

    private static string Suggestion(string name) =>
        Spelling.Nearest(name, OptionTable.All.Concat(OptionTable.OfTheBuild).Select(d => d.Name)) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    /// <summary>Checks values against each other, unless one of them is wrong in itself already.</summary>
    private static void CheckRelations(CompilerOptions options, Dictionary<string, string> given, HashSet<string> failed, OptionSource source)
    {
        var (data, mapping, hardware, netlist) = (options.Data, options.Mapping, options.Hardware, options.Netlist);
        if (hardware.MinConductance >= hardware.MaxConductance && !failed.Overlaps([nameof(hardware.MinConductance), nameof(hardware.MaxConductance)]))
        {
            // Who wrote neither of the two in the project has written one in the hardware file.
            var place = given.ContainsKey(nameof(hardware.MinConductance)) || given.ContainsKey(nameof(hardware.MaxConductance))
                ? source : source with { File = hardware.File ?? source.File };
            var definition = OptionTable.Find(nameof(hardware.MinConductance))!;
            place.Report(Descriptors.InvalidValue, definition.Name, definition.Format(options),
                $"it must be less than MaxConductance, which is {OptionTable.Find(nameof(hardware.MaxConductance))!.Format(options)} siemens.");
        }

        CheckCurrents(options, given, failed, source);

        // sinh(20) is 2e8: no memristor's characteristic reaches that far, and no ADC.
        var highest = Math.Max(hardware.InputVoltage, hardware.SenseVoltage);
        if (hardware.Nonlinearity * highest > MaxNonlinear && !failed.Overlaps([nameof(hardware.Nonlinearity), nameof(hardware.InputVoltage), nameof(hardware.SenseVoltage)]))
        {
            var place = given.ContainsKey(nameof(hardware.Nonlinearity)) ? source : source with { File = hardware.File ?? source.File };
            place.Report(Descriptors.InvalidValue, nameof(hardware.Nonlinearity), OptionTable.Find(nameof(hardware.Nonlinearity))!.Format(options),
                string.Create(CultureInfo.InvariantCulture, $"times {highest:G4} V, the higher of InputVoltage and SenseVoltage, it must be at most {MaxNonlinear}."));
        }

        foreach (var conflict in OptionConflict.Of(options).Where(conflict => !failed.Overlaps(conflict.Names)))
            source.Report(Descriptors.InvalidValue, conflict.Names[0], conflict.ValueIn(options), conflict.Reason);
        CheckMeasured(options, failed, source);

        var isLinear = options.ToHardware().IsLinear;
        if (netlist.Cell == NetlistCell.Nonlinear && isLinear)
            source.Report(Descriptors.InvalidValue, "NetlistCell", "Nonlinear", "it needs a Nonlinearity above 0, or a Device with a characteristic of its own.");
        if (netlist.Cell == NetlistCell.Custom && netlist.Subcircuit is null && !failed.Contains("NetlistSubcircuit"))
            source.Report(Descriptors.InvalidValue, "NetlistCell", "Custom", "it needs a NetlistSubcircuit, the file that has the cell.");
        if (netlist.Cell != NetlistCell.Custom && (netlist.Subcircuit ?? (object?)netlist.Tolerance) is not null && !failed.Contains("NetlistCell"))
        {
            var name = netlist.Subcircuit is null ? "NetlistTolerance" : "NetlistSubcircuit";
            source.Report(Descriptors.InvalidValue, name, OptionTable.Find(name)!.Format(options), "only NetlistCell=Custom has it.");
        }

        if (netlist.Access == NetlistAccess.Mosfet && hardware.AccessResistance == 0)
            source.Report(Descriptors.InvalidValue, "NetlistAccess", "Mosfet", "it needs an AccessResistance above 0, which becomes the transistors' on-resistance.");
        if (netlist.Access == NetlistAccess.Mosfet && !isLinear)
            source.Report(Descriptors.InvalidValue, "NetlistAccess", "Mosfet", "it works with linear memristors only; leave Nonlinearity at 0, and choose a Device whose current is linear.");

        if (netlist.Access == NetlistAccess.Mosfet && hardware.InputVoltage >= AccessTransistor.Overdrive)
            source.Report(Descriptors.InvalidValue, "NetlistAccess", "Mosfet", string.Create(CultureInfo.InvariantCulture, $"its transistors stay linear up to an InputVoltage of {AccessTransistor.Overdrive} V."));

        CheckPixels(options, failed, source);
        if (options.Conversion.ConductanceLevels == 1)
            source.Report(Descriptors.InvalidValue, nameof(ConversionOptions.ConductanceLevels), "1", "at least 2 levels are needed, or 0 for a continuum.");

        if (data.InputMean.Length > 1 && data.InputStd.Length > 1 && data.InputMean.Length != data.InputStd.Length)
        {
            source.Report(Descriptors.InvalidValue, nameof(data.InputStd), OptionTable.Find(nameof(data.InputStd))!.Format(options),
                $"it has {data.InputStd.Length} numbers, InputMean has {data.InputMean.Length}.");
        }
    }

    // A measured chip's cells are what they are: nothing is drawn on top.
    private static void CheckMeasured(CompilerOptions options, HashSet<string> failed, OptionSource source)
    {
        var variation = options.Variation;
        if (options.Measured.Conductances is null || failed.Contains("MeasuredConductances"))
            return;
        foreach (var (name, value) in new[]
        {
            (nameof(variation.ProgrammingSigma), variation.ProgrammingSigma), (nameof(variation.StuckOnRate), variation.StuckOnRate), (nameof(variation.StuckOffRate), variation.StuckOffRate),
        })
        {
            if (value > 0 && !failed.Contains(name))
                source.Report(Descriptors.InvalidValue, name, OptionTable.Find(name)!.Format(options), "the chip in MeasuredConductances has its errors in its cells; leave it out.");
        }

        var converters = variation.ToConverterErrors();
        foreach (var (error, _) in converters.All.Where(error => error.Value > 0))
        {
            var name = VariationOptions.OptionOf(error);
            source.Report(Descriptors.InvalidValue, name, OptionTable.Find(name)!.Format(options), "the chip in MeasuredConductances was read with converters of its own, and is calibrated for those designed; leave it out.");
        }
    }

    // The ends of ADC ranges are single-precision currents, of which a step is a small part.
    private static void CheckCurrents(CompilerOptions options, Dictionary<string, string> given, HashSet<string> failed, OptionSource source)
    {
        var hardware = options.Hardware;
        if (failed.Overlaps([nameof(hardware.MinConductance), nameof(hardware.MaxConductance), nameof(hardware.InputVoltage), nameof(hardware.SenseVoltage), nameof(hardware.Nonlinearity)]))
            return;
        var current = hardware.MaxConductance * hardware.InputVoltage;
        if (current < LeastCurrent)
        {
            var name = hardware.MaxConductance < hardware.InputVoltage ? nameof(hardware.MaxConductance) : nameof(hardware.InputVoltage);
            Report(name, string.Create(
                CultureInfo.InvariantCulture, $"MaxConductance times InputVoltage, the greatest current of a cell, is {current:G3} A; it must be at least {LeastCurrent:G1} A to be computed with."));
        }

        if ((float)hardware.MaxConductance <= (float)hardware.MinConductance && hardware.MaxConductance > hardware.MinConductance)
            Report(nameof(hardware.MinConductance), "conductances are stored in single precision, in which it is no less than MaxConductance.");
        if (hardware.Nonlinearity > 0 && !(hardware.Nonlinearity * Math.Min(hardware.InputVoltage, hardware.SenseVoltage) >= LeastNonlinear))
        {
            Report(nameof(hardware.Nonlinearity), string.Create(
                CultureInfo.InvariantCulture, $"times {Math.Min(hardware.InputVoltage, hardware.SenseVoltage):G4} V, the lower of InputVoltage and SenseVoltage, it must be at least {LeastNonlinear:G1}; 0 is a linear memristor."));
        }

        void Report(string name, string reason)
        {
            var place = given.ContainsKey(name) ? source : source with { File = hardware.File ?? source.File };
            place.Report(Descriptors.InvalidValue, name, OptionTable.Find(name)!.Format(options), reason);
        }
    }

    // Pixels are scaled in single precision.
    private static void CheckPixels(CompilerOptions options, HashSet<string> failed, OptionSource source)
    {
        var data = options.Data;
        if (failed.Overlaps([nameof(data.InputScale), nameof(data.InputMean), nameof(data.InputStd)]))
            return;
        Check(nameof(data.InputScale), data.InputScale is null or (>= LeastFactor and <= MaxFactor), $"it must be between {LeastFactor:G1} and {MaxFactor:G1}.");
        Check(nameof(data.InputStd), data.InputStd.All(std => std >= LeastFactor && std <= MaxFactor), $"each number must be between {LeastFactor:G1} and {MaxFactor:G1}.");
        Check(nameof(data.InputMean), data.InputMean.All(mean => Math.Abs(mean) <= MaxFactor), $"each number must be between -{MaxFactor:G1} and {MaxFactor:G1}.");

        void Check(string name, bool isRight, FormattableString reason)
        {
            if (!isRight)
                source.Report(Descriptors.InvalidValue, name, OptionTable.Find(name)!.Format(options), FormattableString.Invariant(reason));
        }
    }
}
