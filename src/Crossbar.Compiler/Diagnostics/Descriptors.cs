namespace Crossbar.Compiler.Diagnostics;

/// <summary>Every message that the compiler gives. 00xx: input and usage; 10xx: warnings. Codes are never reused.</summary>
public static partial class Descriptors
{
    /// <summary>A file that an item or option names does not exist.</summary>
    public static DiagnosticDescriptor FileNotFound { get; } = Error("CBX0001", "{0} '{1}' does not exist.{2}");

    /// <summary>The model is no ONNX file, or a damaged one.</summary>
    public static DiagnosticDescriptor InvalidModel { get; } = Error("CBX0002", "This is not a readable ONNX model: {0} Export or copy the file again.");

    /// <summary>The model has an operator that the importer lacks.</summary>
    public static DiagnosticDescriptor UnsupportedOperator { get; } =
        Error("CBX0003", "{0}: operator {1} (opset {2}) is not supported. {3}");

    /// <summary>A node's attributes or shapes cannot be imported.</summary>
    public static DiagnosticDescriptor UnsupportedNode { get; } = Error("CBX0004", "{0} ({1}, opset {2}): {3}");

    /// <summary>A metadata or option name that does not exist.</summary>
    public static DiagnosticDescriptor UnknownMetadata { get; } = Error("CBX0005", "CrossbarModel has no metadata '{0}'.{1}");

    /// <summary>A metadata value that cannot be read or lies out of range.</summary>
    public static DiagnosticDescriptor InvalidValue { get; } = Error("CBX0006", "{0}='{1}' is not valid: {2}");

    /// <summary>A data file cannot be read.</summary>
    public static DiagnosticDescriptor InvalidData { get; } = Error("CBX0007", "{0}");

    /// <summary>Data whose shape does not fit the model's input.</summary>
    public static DiagnosticDescriptor DataShape { get; } =
        Error("CBX0008", "The array '{0}' has the shape {1}, but the model's input is {2}: {3} is needed (N images).");

    /// <summary>A tile cannot be programmed with these wires.</summary>
    public static DiagnosticDescriptor Infeasible { get; } = Error("CBX0009", "Layer '{0}': {1} of its {2} arrays cannot be programmed exactly. The worst is {3}. {4}");

    /// <summary>An output file or folder cannot be written.</summary>
    public static DiagnosticDescriptor NotWritten { get; } =
        Error("CBX0010", "This cannot be written: {0} Choose another place, or make this one writable.");

    /// <summary>An output that the same run reads, or writes as something else.</summary>
    public static DiagnosticDescriptor OutputIsInput { get; } =
        Error("CBX0011", "The output '{0}' is the same file as {1}, which would be lost. Nothing was written: give the output a name of its own.");

    /// <summary>An output where something else than a file, or a folder, stands.</summary>
    public static DiagnosticDescriptor NoPlainFile { get; } =
        Error("CBX0012", "'{0}' is {1}, where {2} is to be written. Name a place where there is nothing, or what an earlier run wrote.");

    /// <summary>An output that would replace a file of the user's.</summary>
    public static DiagnosticDescriptor ForeignFile { get; } =
        Error("CBX0013", "'{0}' is there already and is no earlier output of this command, so it is not written over. Choose another place, or move the file away.");

    /// <summary>Standard output that takes nothing.</summary>
    public static DiagnosticDescriptor StandardOutput { get; } =
        Error("CBX0014", "Standard output cannot be written: {0} Let it go to a terminal, a program that reads it, or a file on a disk with room.");

    /// <summary>Numbers that leave the range that can be computed with.</summary>
    public static DiagnosticDescriptor NotComputable { get; } = Error("CBX0016", "This cannot be computed in floating point: {0}");

    /// <summary>More memory is needed than there is.</summary>
    public static DiagnosticDescriptor OutOfMemory { get; } = Error("CBX0017", "Out of memory: {0} {1}");

    /// <summary>A file that is longer than any of its kind, or never ends.</summary>
    public static DiagnosticDescriptor FileTooLarge { get; } = Error("CBX0018", "This file is longer than {0}, the most that is read of {1}. Name another file.");

    /// <summary>There is no place for what memory shall not hold.</summary>
    public static DiagnosticDescriptor TemporaryFile { get; } = Error(
        "CBX0037",
        "A temporary file cannot be written: {0} Images and activations beyond 128 MiB are put there. Make room, or name another folder (the environment variable TMPDIR, on Windows TEMP).");

    /// <summary>The hardware file cannot be read or holds what it cannot hold.</summary>
    public static DiagnosticDescriptor InvalidHardwareFile { get; } = Error("CBX0051", "The hardware file is not valid: {0}");

    /// <summary>There is nothing to choose converter ranges from.</summary>
    public static DiagnosticDescriptor NoCalibrationData { get; } = Warning(
        "CBX1001",
        "{0} has no CalibrationData, so the converters' ranges were chosen on noise and accuracy suffers. Add CalibrationData=\"images.npz\" (on a command line --calibration-data images.npz) with some of your own images as `x`.");

    /// <summary>Pixels that are fed to a network as it does not expect them.</summary>
    public static DiagnosticDescriptor NotNormalized { get; } = Warning(
        "CBX1002",
        "{0}, {1} of {2} are named rightly. {3} (tried on them) it is {4}: {5}, or better what the network was trained with (on a command line {6}).{7}");

    /// <summary>The model uses a version of the operator set that the importer does not know.</summary>
    public static DiagnosticDescriptor UnsupportedOpset { get; } =
        Error("CBX0030", "The model uses operator set {0}; {1} to {2} are supported. {3}");

    /// <summary>The model's file format is older or newer than any known.</summary>
    public static DiagnosticDescriptor UnsupportedIrVersion { get; } =
        Error("CBX0031", "The model's IR version is {0}; {1} to {2} are supported. Export the model again with the exporter's current or an older release.");

    /// <summary>A tensor's external data are missing, too short or not where they may be.</summary>
    public static DiagnosticDescriptor ExternalData { get; } = Error("CBX0032", "The external data of tensor '{0}': {1}. {2}");

    /// <summary>The model's input has a shape or type that cannot be compiled.</summary>
    public static DiagnosticDescriptor UnsupportedInput { get; } = Error("CBX0033", "Input '{0}' {1} {2}");

    /// <summary>The model has more or fewer inputs than one.</summary>
    public static DiagnosticDescriptor InputCount { get; } =
        Error("CBX0034", "The model must compute its output '{0}' from one input, but uses {1}. {2}");

    /// <summary>The model computes nothing from its input.</summary>
    public static DiagnosticDescriptor EmptyNetwork { get; } =
        Error("CBX0035", "The model's output '{0}' is its input '{1}' unchanged: there is nothing to compile. Export the trained network.");

    /// <summary>The model has several outputs, of which the first is compiled.</summary>
    public static DiagnosticDescriptor SeveralOutputs { get; } =
        Warning("CBX1030", "The model has {0} outputs ({1}); only the first is compiled. Choose one with the metadata OutputName.");

    /// <summary>The folder for netlists cannot be written to.</summary>
    public static DiagnosticDescriptor NetlistsNotWritten { get; } =
        Error("CBX0052", "Netlists cannot be written to '{0}': {1} Choose another folder with NetlistDirectory, or none with Netlist=None.");

    /// <summary>A field of a CSV file that is no number.</summary>
    public static DiagnosticDescriptor CsvNotANumber { get; } =
        Error("CBX0020", "'{0}' is not a number. Write numbers with a decimal point, separated by commas (1.5e-5).");

    /// <summary>A line of a CSV file that is longer or shorter than the first.</summary>
    public static DiagnosticDescriptor CsvRagged { get; } =
        Error("CBX0021", "This line has {0} values, but the first one has {1}. All lines must be of the same length.");

    /// <summary>A conductance that no memristor can have.</summary>
    public static DiagnosticDescriptor InvalidConductance { get; } =
        Error("CBX0022", "The conductance {0} is not possible: it must be a number from 0 to 1 siemens (0 is an open cell, 1E-6 a microsiemens).");

    /// <summary>A voltage that is not finite.</summary>
    public static DiagnosticDescriptor InvalidVoltage { get; } = Error("CBX0023", "The voltage {0} is not possible: it must be finite.");

    /// <summary>A CSV file without any value.</summary>
    public static DiagnosticDescriptor CsvEmpty { get; } = Error("CBX0024", "The file has no values. {0}");

    /// <summary>Inputs that do not fit the array.</summary>
    public static DiagnosticDescriptor VoltageCount { get; } =
        Error("CBX0025", "The lines have {0} voltages, but the array in '{1}' has {2} rows: one voltage per row is needed.");

    /// <summary>An option's value that is out of range.</summary>
    public static DiagnosticDescriptor InvalidOption { get; } = Error("CBX0026", "--{0} {1} is not possible: {2}");

    /// <summary>A nonlinear array whose solution was not found to the tolerance.</summary>
    public static DiagnosticDescriptor NotConverged { get; } = Error("CBX0027", "The array was not solved: {0} Lower the voltages or the nonlinearity.");

    /// <summary>Currents that tell no resistance.</summary>
    public static DiagnosticDescriptor NothingToFit { get; } = Error("CBX0028", "Nothing can be fitted to these currents: {0}");

    /// <summary>Measured currents that are not those of the array and its inputs.</summary>
    public static DiagnosticDescriptor CurrentCount { get; } = Error(
        "CBX0029", "There are {0} lines of {1} currents, but '{2}' has {3} inputs and the array in '{4}' has {5} columns: one line per input and one current per column are needed.");

    /// <summary>A current that is not finite.</summary>
    public static DiagnosticDescriptor InvalidCurrent { get; } = Error("CBX0078", "The current {0} is not possible: it must be finite (ampere).");

    /// <summary>A resistance that measured currents do not tell.</summary>
    public static DiagnosticDescriptor UndeterminedResistance { get; } = Warning("CBX1050", "The currents do not tell {0}: {1}. {2}");

    /// <summary>Measured currents that no resistances explain.</summary>
    public static DiagnosticDescriptor PoorFit { get; } = Warning(
        "CBX1051", "These resistances do not explain the currents: {0} Check the units (siemens, volt, ampere), the signs of voltages and currents, the order of rows and columns, the conductances as they are now, and --drive-ends, --sense-ends, --nonlinearity and --access-resistance.");

    /// <summary>A layer's Toeplitz matrix exceeds the array limits.</summary>
    public static DiagnosticDescriptor ToeplitzTooLarge { get; } = Error(
        "CBX0060",
        "Layer '{0}': Mapping=Toeplitz needs arrays of {1} rows and {2} columns, more than {3}. {4}");

    /// <summary>A conversion signal with a value per row, of which a layer has another number.</summary>
    public static DiagnosticDescriptor ConversionSignalLength { get; } =
        Error("CBX0061", "Layer '{0}' has {1} rows, but ConversionSignal has {2} numbers. Give one number for all rows, or Mean.");

    /// <summary>The fault map cannot be read.</summary>
    public static DiagnosticDescriptor InvalidFaultMap { get; } = Error("CBX0062", "The fault map is not valid, line {0}: {1}");

    /// <summary>The fault map names a cell that its array does not have.</summary>
    public static DiagnosticDescriptor FaultOutsideArray { get; } = Error(
        "CBX0063",
        "The fault map names row {0}, column {1} of the array that holds {2}, which has {3} rows and {4} columns. Arrays are counted over the network in the report's order, all from 0.");

    /// <summary>The fault map names an array that the chip does not have.</summary>
    public static DiagnosticDescriptor NoSuchArray { get; } = Error(
        "CBX0064", "The fault map names array {0}, but the chip has {1}: 0 to {2}, counted over the network in the report's order (with SignedInput a tile has two).");

    /// <summary>The fault map says two things of one cell.</summary>
    public static DiagnosticDescriptor ContradictoryFaults { get; } = Error(
        "CBX0065", "The fault map says here that the cell at row {1}, column {2} of array {0} is stuck {3}, and in line {4} that it is stuck {5}. Leave one of the two lines.");

    /// <summary>A conversion clipped cells whose current is physically impossible.</summary>
    public static DiagnosticDescriptor ClippedCells { get; } = Warning(
        "CBX1060",
        "Layer '{0}': in {1} of its {2} arrays cells cannot pass their ideal current and are clipped at MaxConductance. The most are in {3}, {4} of {5}, beginning at row {6}, column {7}, where the wires leave {8:F1} % of the input. {9}");

    /// <summary>The exact conversion stopped before its tolerance.</summary>
    public static DiagnosticDescriptor ConversionNotConverged { get; } =
        Warning("CBX1061", "Layer '{0}': {1} of its {2} arrays are not exact, in any order of lines. The worst, {3}, is off by {5:G2} % of its range after {4} circuit solutions. {6}");

    /// <summary>Wires leave an array's weights little of the conductance range.</summary>
    public static DiagnosticDescriptor LittleRange { get; } =
        Warning("CBX1065", "Layer '{0}': in {1} of its {2} arrays the wires leave less than {3:F0} % of the conductance range to the weights, so that noise and programming errors weigh more. The worst, {4}, has {5:G2} %. {6}");

    /// <summary>ngspice is not installed or does not run.</summary>
    public static DiagnosticDescriptor NgspiceMissing { get; } = Error(
        "CBX0070", "ngspice cannot be started as '{0}': {1} Install it (Debian: apt-get install ngspice) or say with --ngspice where it is.");

    /// <summary>A folder without an index of netlists.</summary>
    public static DiagnosticDescriptor NoNetlists { get; } = Error(
        "CBX0071", "There are no netlists here: {0} Name the folder that the build or 'crossbar netlist' wrote.");

    /// <summary>A netlist that is no longer what was written.</summary>
    public static DiagnosticDescriptor NetlistChanged { get; } = Error(
        "CBX0072", "This file was changed after it was written (its SHA-256 is not the index's), so its expected values hold no longer. Write the netlists again.");

    /// <summary>A netlist that the index lists and the folder lacks.</summary>
    public static DiagnosticDescriptor NetlistMissing { get; } =
        Error("CBX0073", "This file is listed in the index and does not exist. Write the netlists again.");

    /// <summary>Netlists for another simulator than the one at hand.</summary>
    public static DiagnosticDescriptor NetlistDialectUnverified { get; } = Error(
        "CBX0074", "These netlists are for {0}, but ngspice is what verifies. Write them with Netlist=Ngspice, from the same circuits, and verify those.");

    /// <summary>A simulation that gave no result.</summary>
    public static DiagnosticDescriptor SimulationFailed { get; } = Error("CBX0075", "ngspice did not simulate this deck: {0}");

    /// <summary>A simulation that gave another result than expected.</summary>
    public static DiagnosticDescriptor NetlistDiffers { get; } = Error(
        "CBX0076", "{0} is {1:R} in ngspice and should be {2:R}: a relative difference of {3:G2}, where {4:G2} is allowed.");

    /// <summary>A simulation that could only compare nothing with nothing.</summary>
    public static DiagnosticDescriptor NothingCompared { get; } = Warning(
        "CBX1064",
        "All that this deck expects is 0, because its test vectors drive no device: that ngspice computes 0, too, verifies nothing. Write it with images that reach this array (--calibration-data, CalibrationData in a project), or with more test vectors of them (--netlist-vectors, NetlistVectors).");

    /// <summary>A network that cannot be built of analog circuits.</summary>
    public static DiagnosticDescriptor NoAnalogCircuit { get; } = Error("CBX0077", "Layer '{0}': Peripherals=Analog cannot build it: {1}");

    /// <summary>An input or output that the model does not have.</summary>
    public static DiagnosticDescriptor UnknownTensor { get; } = Error("CBX0080", "{0}='{1}': the model has no such tensor.{2}");

    /// <summary>An image shape that is not the model's.</summary>
    public static DiagnosticDescriptor InputShapeMismatch { get; } = Error(
        "CBX0081", "InputShape='{0}' does not suit the model's input '{1}' of shape {2}: give one size for each dimension behind the batch, those that are fixed as they are.");

    /// <summary>Cells whose effective network is not made of matrices.</summary>
    public static DiagnosticDescriptor NoTransferMatrix { get; } = Error(
        "CBX0082",
        "Layer '{0}': with {1} its cells' currents are no product of voltages and a transfer matrix, and ONNX has no operator that solves a circuit. Export with {2}, or run this chip with 'crossbar evaluate' or its generated class.");

    /// <summary>A network whose matrices an ONNX file does not hold.</summary>
    public static DiagnosticDescriptor ExportTooLarge { get; } = Error(
        "CBX0083",
        "Up to layer '{0}' the exported model has {1:F1} GB of numbers, and an ONNX file holds 2 GB at most. Use another mapping than Toeplitz, DACs of fewer bits, which take fewer slices of each array, or a smaller network.");

    /// <summary>Converters whose codes no rounding gives.</summary>
    public static DiagnosticDescriptor ConvertersAsBuilt { get; } = Error(
        "CBX0087",
        "Layer '{0}': its converters are as they were built, with levels of their own ({1}), and an exported model rounds to codes as designed. Export without these, or run this chip with 'crossbar evaluate' or its generated class.");

    /// <summary>Arrays whose sums no splitting makes exact.</summary>
    public static DiagnosticDescriptor InexactSums { get; } = Warning(
        "CBX1082",
        "Layer '{0}'{1}: {2}, so sums are rounded in the order in which a program adds them up, and exported or reproducible scores may differ by codes between programs and machines. {3}");

    /// <summary>A tool that was built without the page of reports.</summary>
    public static DiagnosticDescriptor NoReportPage { get; } = Error(
        "CBX0085", "This build of the tool writes no HTML reports, for '{0}' is missing: npm, which gets their charts, was not at hand. Install npm with Node.js 18 or newer and pack or build the tool again (bash build/pack.sh).");

    /// <summary>A study, for a page, of something else than the page is about.</summary>
    public static DiagnosticDescriptor ForeignStudy { get; } = Error(
        "CBX0086", "This study is of another chip or network: {0}. Name the model, files and options of the study, or run 'crossbar study {1}' with these.");

    /// <summary>A folder that holds the results of another study.</summary>
    public static DiagnosticDescriptor OtherStudy { get; } = Error(
        "CBX0090", "The folder holds the results of another study: {0}. Choose another --output-directory, or delete this one.");

    /// <summary>A study of which parts were not run.</summary>
    public static DiagnosticDescriptor StudyIncomplete { get; } = Error(
        "CBX0091", "The study is not complete: {0} of {1} results are there, and the first that is not is '{2}'. Run the shards that are missing, or name their folders too.");

    /// <summary>A result of a study that cannot be read.</summary>
    public static DiagnosticDescriptor UnreadableStudy { get; } = Error("CBX0092", "This is no result of a study: {0} Delete it and run the study again: it computes what is missing.");

    /// <summary>A grid that is no grid.</summary>
    public static DiagnosticDescriptor InvalidGrid { get; } = Error("CBX0093", "--grid '{0}' is not valid: {1}");

    /// <summary>A study without a single result.</summary>
    public static DiagnosticDescriptor NothingStudied { get; } = Error("CBX0098", "{0}");

    /// <summary>Anything that is our fault.</summary>
    public static DiagnosticDescriptor InternalError { get; } =
        Error("CBX0099", "Internal error: {0} Please report it with the model and the options; details are in '{1}'.");

    /// <summary>A file that has no subcircuit.</summary>
    public static DiagnosticDescriptor InvalidSubcircuit { get; } = Error("CBX0102", "The file of NetlistSubcircuit is not valid, line {0}: {1}");

    /// <summary>A subcircuit that is no memristor.</summary>
    public static DiagnosticDescriptor NoCell { get; } = Error("CBX0103", "The subcircuit of NetlistSubcircuit, line {0}, cannot be a cell: {1}");

    /// <summary>A file of a subcircuit that has something else, too.</summary>
    public static DiagnosticDescriptor ForeignStatement { get; } = Error(
        "CBX0104", "The file of NetlistSubcircuit has '{1}' in line {0}: it may hold .subckt, .ends, .model, .param and .func, elements inside subcircuits, and comments.");

    private static DiagnosticDescriptor Warning(string code, string format) => new(code, DiagnosticSeverity.Warning, format);

    private static DiagnosticDescriptor Error(string code, string format) => new(code, DiagnosticSeverity.Error, format);
}
