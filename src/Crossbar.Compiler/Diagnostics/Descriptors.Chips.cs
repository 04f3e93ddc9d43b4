namespace Crossbar.Compiler.Diagnostics;

/// <content>What is wrong with devices and with chips that are drawn or measured.</content>
public static partial class Descriptors
{
    /// <summary>The device file cannot be read or is none.</summary>
    public static DiagnosticDescriptor InvalidDeviceFile { get; } = Error("CBX0019", "The device file is not valid: {0}");

    /// <summary>The component file cannot be read or is none.</summary>
    public static DiagnosticDescriptor InvalidComponentFile { get; } = Error("CBX0036", "The component file is not valid: {0}");

    /// <summary>Arrays that are read before they have settled.</summary>
    public static DiagnosticDescriptor NotSettled { get; } = Warning(
        "CBX1066",
        "Layer '{0}': {1} of its {2} arrays do not settle within {3}. The slowest, {4}, takes {5} until what its ADCs see is within half a step, all rows having stepped from 0 V to full scale. What would help: ReadTime={6} or more{7}.");

    /// <summary>A chip is asked for that its device's laws do not know.</summary>
    public static DiagnosticDescriptor UnknownLaw { get; } = Error("CBX0079", "This chip cannot be drawn: {0}");

    /// <summary>A network that whole numbers cannot compute.</summary>
    public static DiagnosticDescriptor NoFixedPoint { get; } = Error("CBX0096", "{0}");

    /// <summary>A layer that cannot be built as hardware.</summary>
    public static DiagnosticDescriptor NoHardware { get; } = Error("CBX0097", "{0}");

    /// <summary>No program here that reads SystemVerilog.</summary>
    public static DiagnosticDescriptor NoRtlProgram { get; } = Error("CBX0105", "There is {0} here. Install {1}.");

    /// <summary>Hardware that a simulator did not simulate to its end.</summary>
    public static DiagnosticDescriptor RtlNotSimulated { get; } = Error("CBX0106", "This hardware was not simulated: {0}");

    /// <summary>A folder without hardware.</summary>
    public static DiagnosticDescriptor NoRtl { get; } = Error("CBX0107", "There is no hardware here. Name the folder that 'crossbar rtl' wrote.");

    /// <summary>Hardware that computes something else than the runtime.</summary>
    public static DiagnosticDescriptor RtlDiffers { get; } = Error(
        "CBX0108", "The hardware is not what the runtime computes: {0} ({1}; hexadecimal). If a file was changed, generate the hardware again; an array of your own is compared with the compiled one.");

    /// <summary>Hardware that Yosys did not synthesise.</summary>
    public static DiagnosticDescriptor RtlNotSynthesised { get; } = Error("CBX0109", "This hardware was not synthesised: {0}");

    /// <summary>A chip with fewer arrays than the network has.</summary>
    public static DiagnosticDescriptor TooFewArrays { get; } = Error("CBX0112", "MaxArrays is {0}, and this network takes {1} arrays, one of each. Raise it, or leave it at 0 for one of each.");

    /// <summary>A chip that is slower than it is meant to be.</summary>
    public static DiagnosticDescriptor TooSlow { get; } = Warning("CBX1055", "The chip gives {0}");

    /// <summary>A folder of measured conductances that is not of this chip, or not whole.</summary>
    public static DiagnosticDescriptor InvalidMeasurement { get; } = Error("CBX0053", "The measured conductances are not those of this chip: {0}");

    /// <summary>A field of measured conductances that holds none.</summary>
    public static DiagnosticDescriptor InvalidMeasuredConductance { get; } = Error("CBX0054", "'{0}' is no measured conductance: {1}");

    /// <summary>A cell that was not read, and of which nobody said what it is taken for.</summary>
    public static DiagnosticDescriptor UnreadableCell { get; } = Error(
        "CBX0094", "The cell at row {0}, column {1} was not read: its field is '{2}'. Measure it again, or say with UnreadableCells what such cells are taken for: Programmed, StuckOff or StuckOn.");

    /// <summary>A weight that no array can stand for.</summary>
    public static DiagnosticDescriptor InvalidWeight { get; } = Error("CBX0095", "The weight {0} is not possible: it must be finite, in single precision too.");

    /// <summary>Measured cells that have little to do with what was programmed.</summary>
    public static DiagnosticDescriptor UnlikelyMeasurement { get; } = Warning(
        "CBX1052",
        "In {0} of {1} arrays the measured conductances have little to do with what was to be programmed; in this one their correlation is {2:F2}. Check that this chip was programmed for this model and these options, and that rows and columns are not in another order.");
}
