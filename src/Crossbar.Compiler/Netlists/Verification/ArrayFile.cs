using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>An array as it is read back from its netlist: the text, not what it was written from.</summary>
/// <param name="Rows">Number of word lines M.</param>
/// <param name="Columns">Number of bit lines N.</param>
/// <param name="Conductances">[M, N], in siemens; 0 where there is no cell.</param>
/// <param name="Codes">The deck's test vectors, [vectors, M].</param>
/// <param name="Parameters">The folder's parameters.</param>
/// <param name="Cells">What the cells are.</param>
internal sealed record ArrayFile(
    int Rows, int Columns, double[] Conductances, double[] Codes, IReadOnlyDictionary<string, double> Parameters, CellDesign Cells)
{
    /// <summary>Number of test vectors.</summary>
    public int VectorCount => Codes.Length / Rows;

    /// <summary>The DACs' voltages with a test vector, [M].</summary>
    public double[] VoltagesOf(int vector) => Array.ConvertAll(Codes[(vector * Rows)..((vector + 1) * Rows)], code => code * Cells.Hardware.InputVoltage / Parameters[NetlistParameters.MaxDacCode]);

    /// <summary>Reads an array's two files and the parameters.</summary>
    /// <param name="library">The text with the subcircuit.</param>
    /// <param name="deck">The text with the test vector.</param>
    /// <param name="parameters">The text with the parameters.</param>
    /// <param name="devices">The text with the cells' subcircuits; null where there is none.</param>
    /// <exception cref="FormatException">A line is not what this project writes.</exception>
    public static ArrayFile Read(string library, string deck, string parameters, string? devices = null)
    {
        var dacs = Lines(deck).Where(line => line.Length > 4 && line[1..4] == "in_").Select(CodeOf).ToLookup(dac => dac.Row, dac => dac.Code);
        double[] codes = [.. Enumerable.Range(0, dacs[0].Count()).SelectMany(v => dacs.Select(row => row.ElementAt(v)))];
        var columns = Lines(deck).Count(line => line.StartsWith("Vsense_", StringComparison.Ordinal));
        var conductances = new double[dacs.Count * columns];
        var cell = NetlistCell.Resistor;
        var polynomials = new Dictionary<double, double[]>();
        foreach (var line in Lines(library))
        {
            if (line.Length < 3 || line[1] != 'g' || line[2] != '_')
                continue;
            var fields = line.Split(' ');
            var place = fields[0].Split('_');
            cell = line[0] switch
            {
                'B' => NetlistCell.Nonlinear,
                'X' => fields[3] switch { DeviceLibrary.Memristor => NetlistCell.Memristor, DeviceLibrary.Cell => NetlistCell.Nonlinear, _ => NetlistCell.Custom },
                _ => NetlistCell.Resistor,
            };
            var conductance = line[0] switch
            {
                'B' => Number(fields[3]["I=".Length..].Split('*')[0]),
                'X' => Number(fields.First(field => field.StartsWith("g=", StringComparison.Ordinal))["g=".Length..]),
                _ => 1 / Number(fields[^1]),
            };
            conductances[(Whole(place[1]) * columns) + Whole(place[2])] = conductance;
            if (fields.Where(field => field[0] == 'c' && field.Contains('=', StringComparison.Ordinal)).ToArray() is { Length: > 0 } own)
                polynomials[conductance] = Array.ConvertAll(own, field => Number(field[(field.IndexOf('=', StringComparison.Ordinal) + 1)..]));
        }

        var values = Lines(parameters).Where(line => line.StartsWith(".param ", StringComparison.Ordinal))
            .Select(line => line[".param ".Length..].Split('=')).ToDictionary(pair => pair[0], pair => Number(pair[1]));
        var cells = CellsOf(cell, values);
        if (polynomials.Count > 0)
            cells = cells with { Device = new ReadPolynomials(polynomials, polynomials.Values.First().Length, values[NetlistParameters.MaxVoltage]) };
        else if (cell == NetlistCell.Nonlinear && !values.ContainsKey(NetlistParameters.Nonlinearity))
            cells = cells with { Device = new TableDevice(CellLaw.ReadTable(devices ?? throw new FormatException("The file of devices is missing."))) };
        return new ArrayFile(dacs.Count, columns, conductances, codes, values, cells);
    }

    /// <summary>Which rows any test vector drives.</summary>
    public bool[] DrivenRows() => [.. Enumerable.Range(0, Rows).Select(i => Enumerable.Range(0, VectorCount).Any(v => Codes[(v * Rows) + i] != 0))];

    /// <summary>A part of the array, as an array of its own.</summary>
    public ArrayFile Part(ArrayBlock block)
    {
        var part = new double[block.Rows * block.Columns];
        for (var i = 0; i < block.Rows; i++)
            Conductances.AsSpan(((block.FirstRow + i) * Columns) + block.FirstColumn, block.Columns).CopyTo(part.AsSpan(i * block.Columns));
        return this with
        {
            Rows = block.Rows,
            Columns = block.Columns,
            Conductances = part,
            Codes = [.. Enumerable.Range(0, VectorCount).SelectMany(v => Codes.AsSpan((v * Rows) + block.FirstRow, block.Rows).ToArray())],
        };
    }

    /// <summary>The column currents, [vectors, N], that our solver computes, in ampere.</summary>
    public double[] Solve() =>
    [
        .. Enumerable.Range(0, VectorCount).SelectMany(v => ArraySolver.Solve(
            Rows, Columns, Conductances, Cells.Hardware.Resistances, VoltagesOf(v), Cells).ColumnCurrents),
    ];

    /// <summary>The array and its test vector.</summary>
    public ArrayCircuit ToCircuit() => new()
    {
        Layer = "",
        LayerIndex = 0,
        TileIndex = 0,
        FirstRow = 0,
        RowCount = Rows,
        FirstColumn = 0,
        ColumnCount = Columns,
        ColumnNames = [.. Enumerable.Range(0, Columns).Select(j => j.ToString(CultureInfo.InvariantCulture))],
        Conductances = Conductances,
        Resistances = Cells.Hardware.Resistances,
        Codes = Codes,
        FullScale = Cells.Hardware.InputVoltage,
        MaxCode = (int)Parameters[NetlistParameters.MaxDacCode],
        ExpectedCurrents = Solve(),
    };

    private static CellDesign CellsOf(NetlistCell cell, Dictionary<string, double> values)
    {
        var hardware = new HardwareDesign
        {
            Resistances = new ArrayResistances(
                values[NetlistParameters.WordLineResistance], values[NetlistParameters.BitLineResistance], values[NetlistParameters.InputResistance],
                values[NetlistParameters.OutputResistance], values.GetValueOrDefault(NetlistParameters.AccessResistance))
            {
                DriveEnds = Ends(NetlistParameters.FarInputResistance, NetlistParameters.InputResistance),
                SenseEnds = Ends(NetlistParameters.FarOutputResistance, NetlistParameters.OutputResistance),
            },
            InputVoltage = values[NetlistParameters.FullScale],
            Nonlinearity = values.GetValueOrDefault(NetlistParameters.Nonlinearity),
            SenseVoltage = values.GetValueOrDefault(NetlistParameters.SenseVoltage, 1),
        };
        return new CellDesign(cell, values.ContainsKey(NetlistParameters.GateVoltage) ? NetlistAccess.Mosfet : NetlistAccess.Resistor, hardware);

        LineEnds Ends(string far, string near) => !values.TryGetValue(far, out var resistance) ? LineEnds.One
            : resistance == values[near] ? LineEnds.Both : throw new FormatException($"{far} is not {near}.");
    }

    // Vin_3 in_3 0 DC {37*vfs/dacmax}, or with a rise before the brace, or of each test vector Ein_3_1 in_3_1 0 read_1 0 {37*vfs/dacmax}.
    private static (int Row, double Code) CodeOf(string line)
    {
        var brace = line.IndexOf('{', StringComparison.Ordinal) + 1;
        return (Whole(line.Split(' ')[0].Split('_')[1]), Number(line[brace..line.IndexOf('*', brace)]));
    }

    private static string[] Lines(string text) => text.Split('\n');

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
