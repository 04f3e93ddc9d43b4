using System.Numerics.Tensors;
using Crossbar.Compiler.Devices;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Solving;

/// <summary>The logic of <c>crossbar solve</c>: the exact column currents of one array for many inputs.</summary>
public static class SolveCommand
{
    // No memristor conducts more; a number of microsiemens does not pass as one of siemens.
    private const double MaxSiemens = 1;

    // For more rows, what joins each two of them takes gigabytes; each input is then solved by itself.
    private const int MaxSources = 16384;

    // In ampere: below any current, so that rounding is what ends the iteration.
    private const double Finest = 1e-300;

    // Of κ, as for chips.
    private const double MaxNonlinearity = 100;

    // Of κ·V: sinh and its squares are then within double precision.
    private const double MaxNonlinear = 350;

    // Of κ and κ·V: less is a linear memristor to every digit, and its sinh the least of numbers.
    private const double LeastNonlinear = 1e-100;

    /// <summary>Runs the command. Prints everything or nothing.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="output">Receives the results.</param>
    /// <param name="error">Receives the diagnostics.</param>
    /// <returns>The exit code: 0, or 1 for errors in the input.</returns>
    public static int Run(SolveOptions options, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(options);
        var diagnostics = new DiagnosticBag();
        var text = Solve(options, diagnostics);
        foreach (var diagnostic in diagnostics.All)
            error.WriteLine(diagnostic);
        if (text is null)
            return 1;
        output.Write(text);
        return 0;
    }

    private static string? Solve(SolveOptions options, DiagnosticBag diagnostics)
    {
        if (Read(options, diagnostics) is not { } input)
            return null;
        var (conductances, voltages) = input;
        try
        {
            var results = new SolveResults(conductances.Rows, conductances.Columns);
            if (options.Full)
                results.Solutions = Solutions(options, conductances, voltages);
            else
                results.Currents = Currents(options, conductances, voltages);
            return options.Json ? results.ToJson() : results.ToCsv();
        }
        catch (ConvergenceException exception)
        {
            diagnostics.Report(Descriptors.NotConverged, options.Voltages, exception.Message);
            return null;
        }
    }

    /// <summary>Reads and checks an array and its inputs.</summary>
    /// <param name="options">Which.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>Conductances and voltages; null where anything is wrong.</returns>
    internal static (CsvMatrix Conductances, CsvMatrix Voltages)? Read(SolveOptions options, DiagnosticBag diagnostics)
    {
        CheckOptions(options, diagnostics);
        var conductances = CsvMatrix.Read(
            options.Conductances, "Conductance file", diagnostics, g => g is >= 0 and <= MaxSiemens ? null : Descriptors.InvalidConductance);
        var voltages = CsvMatrix.Read(options.Voltages, "Voltage file", diagnostics, v => double.IsFinite(v) ? null : Descriptors.InvalidVoltage);
        if (conductances is null || voltages is null || diagnostics.HasErrors)
            return null;
        // What another command wrote says whose conductances they are.
        if (options.Device.IsLinear && CellRemark.DeviceOf(options.Conductances) is { } device)
        {
            diagnostics.Report(Descriptors.InvalidOption, options.Conductances, "device", "(not given)", $"these conductances are of {device}, whose cells are not linear: give --device with its name or file, or --nonlinearity.");
            return null;
        }

        if (voltages.Columns != conductances.Rows)
        {
            diagnostics.Report(Descriptors.VoltageCount, options.Voltages, voltages.Columns, options.Conductances, conductances.Rows);
            return null;
        }

        CheckSpan(options, voltages, diagnostics);
        return diagnostics.HasErrors ? null : (conductances, voltages);
    }

    private static void CheckOptions(SolveOptions options, DiagnosticBag diagnostics)
    {
        Check("wire-resistance", options.WireResistance);
        Check("row-wire-resistance", options.RowWireResistance ?? 0);
        Check("column-wire-resistance", options.ColumnWireResistance ?? 0);
        Check("input-resistance", options.InputResistance);
        Check("output-resistance", options.OutputResistance);
        Check("access-resistance", options.AccessResistance);
        Check("nonlinearity", options.Nonlinearity);
        if (options.Nonlinearity > MaxNonlinearity)
            diagnostics.Report(Descriptors.InvalidOption, null, "nonlinearity", options.Nonlinearity, $"it must be at most {MaxNonlinearity}.");
        if (!(options.SenseVoltage > 0 && double.IsFinite(options.SenseVoltage)))
            diagnostics.Report(Descriptors.InvalidOption, null, "sense-voltage", options.SenseVoltage, "it must be positive.");
        else if (!double.IsFinite(Math.Sinh(options.Nonlinearity * options.SenseVoltage)))
            diagnostics.Report(Descriptors.InvalidOption, null, "nonlinearity", options.Nonlinearity, "the current at the sense voltage is not finite.");
        else if (options.Nonlinearity > 0 && !(Math.Min(1, options.SenseVoltage) * options.Nonlinearity >= LeastNonlinear))
            diagnostics.Report(Descriptors.InvalidOption, null, "nonlinearity", options.Nonlinearity, "it is too small to be told from 0, which is a linear memristor.");
        if (!(options.Tolerance is > 0 and < 1))
            diagnostics.Report(Descriptors.InvalidOption, null, "tolerance", options.Tolerance, "it must be above 0 and below 1: a share of each column's current.");

        void Check(string name, double value)
        {
            if (!(value >= 0 && double.IsFinite(value)))
                diagnostics.Report(Descriptors.InvalidOption, null, name, value, "it must be finite and not negative.");
        }
    }

    // No cell sees more than the span of its sources and ground.
    private static void CheckSpan(SolveOptions options, CsvMatrix voltages, DiagnosticBag diagnostics)
    {
        for (var k = 0; options.Nonlinearity > 0 && k < voltages.Rows; k++)
        {
            var line = voltages.Values.AsSpan(k * voltages.Columns, voltages.Columns);
            var span = Math.Max(TensorPrimitives.Max<double>(line), 0) - Math.Min(TensorPrimitives.Min<double>(line), 0);
            if (options.Nonlinearity * span <= MaxNonlinear)
                continue;
            diagnostics.Report(
                Descriptors.InvalidOption, options.Voltages, "nonlinearity", options.Nonlinearity,
                FormattableString.Invariant($"input {k} puts up to {span:G4} V over a cell, and times that it must be at most {MaxNonlinear}: sinh leaves the range of double precision. Lower one of the two."));
            return;
        }
    }

    private static ArraySolution[] Solutions(SolveOptions options, CsvMatrix conductances, CsvMatrix voltages)
    {
        var (device, result) = (options.Device, new ArraySolution[voltages.Rows]);
        for (var k = 0; k < result.Length; k++)
        {
            result[k] = NodalAnalysis.Solve(
                conductances.Rows, conductances.Columns, conductances.Values, options.Resistances,
                voltages.Values.AsSpan(k * voltages.Columns, voltages.Columns), device, Finest);
        }
        return result;
    }

    /// <summary>The column currents of every input.</summary>
    /// <param name="options">Resistances and cells.</param>
    /// <param name="conductances">Conductances, in siemens.</param>
    /// <param name="voltages">Voltages, one input per line, in volt.</param>
    /// <returns>[inputs, N], in ampere.</returns>
    /// <exception cref="ConvergenceException">The solver's tolerance was not reached.</exception>
    internal static double[] Currents(SolveOptions options, CsvMatrix conductances, CsvMatrix voltages)
    {
        var (rows, columns) = (conductances.Rows, conductances.Columns);
        var (device, currents) = (options.Device, new double[voltages.Rows * columns]);
        if (device.IsLinear && rows > MaxSources)
        {
            for (var k = 0; k < voltages.Rows; k++)
            {
                NodalAnalysis.Solve(rows, columns, conductances.Values, options.Resistances, voltages.Values.AsSpan(k * rows, rows), device)
                    .ColumnCurrents.CopyTo(currents, k * columns);
            }

            return currents;
        }

        if (!device.IsLinear)
        {
            ReadNonlinear(options, device, conductances, voltages, currents);
            return currents;
        }

        var transfer = new double[conductances.Values.Length];
        TransferMatrix.Solve(rows, columns, conductances.Values, options.Resistances, transfer);
        for (var k = 0; k < voltages.Rows; k++)
        {
            for (var i = 0; i < rows; i++)
            {
                for (var j = 0; j < columns; j++)
                    currents[k * columns + j] += voltages.Values[k * rows + i] * transfer[i * columns + j];
            }
        }
        return currents;
    }

    // All inputs to a share of what cells without wires would pass, and those again whose least column current that is not small beside.
    private static void ReadNonlinear(SolveOptions options, IDevice device, CsvMatrix conductances, CsvMatrix voltages, double[] currents)
    {
        var (rows, columns) = (conductances.Rows, conductances.Columns);
        var tolerance = double.PositiveInfinity;
        for (var k = 0; k < voltages.Rows; k++)
        {
            double sum = 0;
            for (var cell = 0; cell < conductances.Values.Length; cell++)
                sum += Math.Abs(device.Current(conductances.Values[cell], voltages.Values[(k * rows) + (cell / columns)]));
            if (sum > 0)
                tolerance = Math.Min(tolerance, Math.Max(NodalAnalysis.Rounding, options.Tolerance / columns) * sum);
        }

        tolerance = double.IsFinite(tolerance) ? Math.Max(tolerance, Finest) : NodalAnalysis.DefaultTolerance;
        new NonlinearArray(rows, columns, conductances.Values, options.Resistances, device, tolerance).Read(voltages.Values, currents);
        for (var k = 0; k < voltages.Rows; k++)
        {
            var line = currents.AsSpan(k * columns, columns);
            var least = double.PositiveInfinity;
            foreach (var current in line)
                least = current == 0 ? least : Math.Min(least, Math.Abs(current));
            if (!double.IsFinite(least) || tolerance <= options.Tolerance * least)
                continue;
            var finer = Math.Max(options.Tolerance * least, Finest);
            NodalAnalysis.Solve(rows, columns, conductances.Values, options.Resistances, voltages.Values.AsSpan(k * rows, rows), device, finer)
                .ColumnCurrents.CopyTo(line);
        }
    }
}
