using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Solving;

/// <summary>The logic of <c>crossbar settle</c>: how long the column currents of an array take to come to rest after its rows are driven.</summary>
public static class SettleCommand
{
    /// <summary>Runs the command. Prints everything or nothing.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="output">Receives the results.</param>
    /// <param name="error">Receives the diagnostics.</param>
    /// <returns>The exit code: 0, or 1 for errors in the input.</returns>
    public static int Run(SettleOptions options, TextWriter output, TextWriter error)
    {
        ArgumentNullException.ThrowIfNull(options);
        var diagnostics = new DiagnosticBag();
        var responses = Responses(options, diagnostics);
        foreach (var diagnostic in diagnostics.All)
            error.WriteLine(diagnostic);
        if (responses is null)
            return 1;
        output.Write(options.Circuit.Json ? ToJson(options, responses) : ToCsv(options, responses));
        return 0;
    }

    /// <summary>How much a column's current may still change: half a step of an ADC whose range is the greatest current of all columns.</summary>
    /// <param name="response">The currents.</param>
    /// <param name="bits">The ADC's resolution.</param>
    /// <returns>In ampere; 0 where no current flows.</returns>
    public static double HalfStep(StepResponse response, int bits)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.ColumnCurrents.Max(Math.Abs) / Math.ScaleB(1, bits) / 2;
    }

    private static StepResponse[]? Responses(SettleOptions options, DiagnosticBag diagnostics)
    {
        if (!options.Circuit.Device.IsLinear)
            diagnostics.Report(Descriptors.InvalidOption, null, "nonlinearity", options.Circuit.Nonlinearity, "arrays settle here with linear cells only: leave out --nonlinearity and --device.");
        Check("word-line-capacitance", options.Capacitances.WordLine);
        Check("bit-line-capacitance", options.Capacitances.BitLine);
        if (options.Bits is < 1 or > 16)
            diagnostics.Report(Descriptors.InvalidOption, null, "bits", options.Bits, "it must be from 1 to 16.");
        if (diagnostics.HasErrors || SolveCommand.Read(options.Circuit, diagnostics) is not { } input)
            return null;
        var (conductances, voltages) = input;
        return [.. Enumerable.Range(0, voltages.Rows).Select(k => StepAnalysis.Solve(
            conductances.Rows, conductances.Columns, conductances.Values, options.Circuit.Resistances, options.Capacitances, voltages.Values.AsSpan(k * voltages.Columns, voltages.Columns)))];

        void Check(string name, double value)
        {
            if (!(value is >= 0 and <= 1))
                diagnostics.Report(Descriptors.InvalidOption, null, name, value, "it must be from 0 to 1 farad.");
        }
    }

    private static double[] Times(SettleOptions options, StepResponse response) => HalfStep(response, options.Bits) is > 0 and var error
        ? [.. Enumerable.Range(0, response.ColumnCurrents.Length).Select(column => response.SettlingTime(column, error))]
        : new double[response.ColumnCurrents.Length];

    private static string ToCsv(SettleOptions options, StepResponse[] responses) =>
        string.Concat(responses.Select(response => string.Join(',', Times(options, response).Select(time => time.ToString("R", CultureInfo.InvariantCulture))) + "\n"));

    private static string ToJson(SettleOptions options, StepResponse[] responses)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteStartArray("responses");
            foreach (var response in responses)
            {
                json.WriteStartObject();
                Write(json, "settlingTimes", Times(options, response));
                Write(json, "columnCurrents", response.ColumnCurrents);
                Write(json, "timeConstants", response.TimeConstants);
                json.WriteNumber("halfStep", HalfStep(response, options.Bits));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteNumberValue(value);
        json.WriteEndArray();
    }
}
