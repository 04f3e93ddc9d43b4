using Crossbar.Compiler.Outputs;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Solving;

/// <summary>What <c>crossbar solve</c> prints: column currents, or full solutions. Numbers have round-trip digits.</summary>
internal sealed class SolveResults(int rows, int columns)
{
    /// <summary>Column currents of every input, in ampere.</summary>
    public double[] Currents { get; set; } = [];

    /// <summary>Full solutions of every input; empty if only currents were asked for.</summary>
    public ArraySolution[] Solutions { get; set; } = [];

    /// <summary>One line of column currents per input; or one line per cell with its voltages and current.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder();
        for (var k = 0; k < Currents.Length; k++)
            text.Append(Digits(Currents[k])).Append((k + 1) % columns == 0 ? '\n' : ',');
        if (Solutions.Length > 0)
            text.Append("input,row,column,word_line_volt,bit_line_volt,cell_volt,cell_ampere\n");
        for (var n = 0; n < Solutions.Length; n++)
        {
            var s = Solutions[n];
            for (var k = 0; k < rows * columns; k++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{n},{k / columns},{k % columns},{Digits(s.WordLineVoltages[k])},");
                text.Append(CultureInfo.InvariantCulture, $"{Digits(s.BitLineVoltages[k])},{Digits(s.CellVoltages[k])},{Digits(s.CellCurrents[k])}\n");
            }
        }
        return text.ToString();
    }

    /// <summary>An object with <c>columnCurrents</c> (an array per input), or with <c>solutions</c>.</summary>
    public string ToJson()
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            if (Solutions.Length == 0)
                WriteMatrix(json, "columnCurrents", Currents, columns);
            else
                WriteSolutions(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(memory.ToArray()) + "\n";
    }

    private void WriteSolutions(Utf8JsonWriter json)
    {
        json.WriteStartArray("solutions");
        foreach (var s in Solutions)
        {
            json.WriteStartObject();
            json.WriteStartArray("columnCurrents");
            foreach (var current in s.ColumnCurrents)
                Write(json, current);
            json.WriteEndArray();
            foreach (var (name, value) in new[] { ("power", s.Power), ("residual", s.Residual), ("errorBound", s.ErrorBound) })
            {
                json.WritePropertyName(name);
                Write(json, value);
            }

            WriteMatrix(json, "wordLineVoltages", s.WordLineVoltages, columns);
            WriteMatrix(json, "bitLineVoltages", s.BitLineVoltages, columns);
            WriteMatrix(json, "cellVoltages", s.CellVoltages, columns);
            WriteMatrix(json, "cellCurrents", s.CellCurrents, columns);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteMatrix(Utf8JsonWriter json, string name, double[] values, int columns)
    {
        json.WriteStartArray(name);
        for (var begin = 0; begin < values.Length; begin += columns)
        {
            json.WriteStartArray();
            foreach (var value in values.AsSpan(begin, columns))
                Write(json, value);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static string Digits(double value)
    {
        FiniteNumbers<double>.Check(value);
        return value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static void Write(Utf8JsonWriter json, double value)
    {
        FiniteNumbers<double>.Check(value);
        json.WriteNumberValue(value);
    }
}
