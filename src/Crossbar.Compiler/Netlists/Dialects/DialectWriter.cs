using Crossbar.Build;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Dialects;

/// <summary>Writes circuits in SPICE's common subset; a dialect adds its brackets, its behavioural sources and its analyses.</summary>
internal abstract class DialectWriter(NetlistText text)
{
    // Whether the text is that of a grid's place, whose own value is no number yet.
    private bool _isPlace;

    // HSPICE reads 1024 characters a line; people read fewer.
    private const int NamesPerLine = 12;

    /// <summary>What is written to.</summary>
    protected NetlistText Text { get; private set; } = text;

    /// <summary>What stands before an expression of parameters.</summary>
    protected virtual string Open => "{";

    /// <summary>What stands behind it.</summary>
    protected virtual string Close => "}";

    /// <summary>What stands before a subcircuit's and an instance's parameters.</summary>
    protected virtual string ParametersKeyword => "";

    /// <summary>The writer of a dialect.</summary>
    public static DialectWriter For(NetlistDialect dialect, NetlistText text) => dialect switch
    {
        NetlistDialect.Ngspice => new NgspiceWriter(text),
        NetlistDialect.LTspice => new LTspiceWriter(text),
        NetlistDialect.Hspice => new HspiceWriter(text),
        NetlistDialect.Xyce => new XyceWriter(text),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "There is no such netlist format."),
    };

    /// <summary>Writes a file.</summary>
    public void Write(Netlist netlist)
    {
        foreach (var line in netlist.Header)
            Comment(line);
        if (netlist.Test is { } expected)
            WriteExpectations(expected);
        foreach (var file in netlist.Includes)
            Text.Append(".include ").Append(Quote(file)).Append("\n"u8);
        foreach (var parameter in netlist.Parameters)
            Write(parameter);
        foreach (var model in netlist.Models)
            Write(model);
        foreach (var subcircuit in netlist.Subcircuits)
            Write(subcircuit);
        foreach (var element in netlist.Elements)
            Write(element);
        if (netlist.Test is { } test)
        {
            WriteAnalysis(test);
            Text.Append(".end\n"u8);
        }

        Text.Flush();
    }

    /// <summary>A comment line.</summary>
    protected void Comment(string comment) => Text.Append("* "u8).Append(DisplayText.Of(comment)).Append("\n"u8);

    /// <summary>Writes what to simulate and to print.</summary>
    protected abstract void WriteAnalysis(TestBench test);

    /// <summary>Writes the rest of a behavioural current source's line, behind its nodes.</summary>
    protected virtual void WriteCurrentExpression(string expression) => Text.Append(" I="u8).Append(Braced(expression)).Append("\n"u8);

    /// <summary>Writes the rest of a behavioural voltage source's line, behind its nodes.</summary>
    protected virtual void WriteVoltageExpression(string expression) => Text.Append(" V="u8).Append(Braced(expression)).Append("\n"u8);

    /// <summary>The letters of behavioural current and voltage sources.</summary>
    protected virtual (string Current, string Voltage) BehaviouralLetters => ("B", "B");

    /// <summary>An expression of node voltages as it stands in a behavioural source.</summary>
    protected virtual string Braced(string expression) => Open + expression + Close;

    /// <summary>A file name in an <c>.include</c>.</summary>
    protected virtual string Quote(string file) => $"\"{file}\"";

    /// <summary>A source that changes in time: piecewise linear.</summary>
    protected virtual void WriteCourse(VoltageSource source)
    {
        Text.Append(" PWL("u8);
        for (var k = 0; k < source.Course.Length; k++)
        {
            Text.Append(k == 0 ? ""u8 : " "u8).Append(source.Course[k].Time).Append(" "u8);
            Write(source.Course[k].Voltage);
        }

        Text.Append(")"u8);
    }

    /// <summary>Writes a number or a braced expression.</summary>
    protected void Write(Quantity quantity)
    {
        if (quantity.Expression is { } expression)
            Text.Append(Open).Append(expression).Append(Close);
        else if (double.IsNaN(quantity.Value))
            Text.Append(_isPlace ? [(byte)Place.ValueMark] : throw new InvalidOperationException("A circuit has an element whose value is no number."));
        else
            Text.Append(quantity.Value);
    }

    private void WriteExpectations(TestBench test)
    {
        var when = test switch
        {
            { Vectors: > 1, IsTransient: true } => $" at the end of each of {test.Vectors} reads",
            { Vectors: > 1 } => $" with each of {test.Vectors} test vectors",
            { IsTransient: true } => " at the end",
            _ => "",
        };
        Comment($"What should come out{when}, in ampere or volt:");
        Comment(test.Tolerance.ToString());
        foreach (var probe in test.Probes)
        {
            Text.Append("* expect "u8);
            WriteSignal(probe);
            Text.Append(" ="u8);
            foreach (var value in probe.Expected)
                Text.Append(" "u8).Append(value);
            Text.Append("\n"u8);
        }
    }

    private void Write(Parameter parameter)
    {
        if (parameter.Meaning.Length > 0)
            Comment(parameter.Meaning);
        Text.Append(".param "u8).Append(parameter.Name).Append("="u8);
        Write(parameter.Value);
        Text.Append("\n"u8);
    }

    private void Write(DeviceModel model)
    {
        Text.Append(".model "u8).Append(model.Name).Append(" "u8).Append(model.Kind).Append(" ("u8);
        for (var k = 0; k < model.Parameters.Length; k++)
            WriteAssignment(model.Parameters[k], k == 0 ? "" : " ");
        Text.Append(")\n"u8);
    }

    private void Write(Subcircuit subcircuit)
    {
        Text.Append(".subckt "u8).Append(subcircuit.Name);
        WriteNodes(subcircuit.Ports);
        WriteParameters(subcircuit.Parameters);
        Text.Append("\n"u8);
        foreach (var element in subcircuit.Body)
            Write(element);
        Text.Append(".ends "u8).Append(subcircuit.Name).Append("\n"u8);
    }

    private void Write(Element element)
    {
        switch (element)
        {
            case Resistor r:
                Begin("R", r.Name, r.A, r.B).Append(" "u8);
                End(r.Resistance);
                break;
            case Capacitor c:
                Begin("C", c.Name, c.A, c.B).Append(" "u8);
                End(c.Capacitance);
                break;
            case VoltageSource { Course.IsEmpty: false } v:
                Begin("V", v.Name, v.Plus, v.Minus);
                WriteCourse(v);
                Text.Append("\n"u8);
                break;
            case VoltageSource v:
                Begin("V", v.Name, v.Plus, v.Minus).Append(" DC "u8);
                End(v.Voltage);
                break;
            case ControlledVoltage e:
                Begin("E", e.Name, e.Plus, e.Minus).Append(" "u8).Append(e.ControlPlus).Append(" "u8).Append(e.ControlMinus).Append(" "u8);
                End(e.Gain);
                break;
            case BehaviouralCurrent b:
                Begin(BehaviouralLetters.Current, b.Name, b.Plus, b.Minus);
                WriteCurrentExpression(b.Expression);
                break;
            case BehaviouralVoltage b:
                Begin(BehaviouralLetters.Voltage, b.Name, b.Plus, b.Minus);
                WriteVoltageExpression(b.Expression);
                break;
            case Transistor m:
                Begin("M", m.Name, m.Drain, m.Gate).Append(" "u8).Append(m.Source).Append(" "u8).Append(m.Bulk)
                    .Append(" "u8).Append(m.Model).Append(" W=1u L=1u\n"u8);
                break;
            case Diode d:
                Begin("D", d.Name, d.Anode, d.Cathode).Append(" "u8).Append(d.Model).Append("\n"u8);
                break;
            case Instance x:
                Text.Append("X"u8).Append(x.Name);
                WriteNodes(x.Nodes);
                Text.Append(" "u8).Append(x.Subcircuit);
                WriteParameters(x.Parameters);
                Text.Append("\n"u8);
                break;
            case ElementGrid grid:
                Write(grid);
                break;
            case Remark remark:
                Comment(remark.Text);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(element), element, "There is no such element.");
        }
    }

    private void Write(ElementGrid grid)
    {
        var runs = grid.Runs.Select(run => new GridText(run, TextOf(run.Elements), grid.ValuesPerPlace)).ToArray();
        var length = grid.ValueColumns * grid.ValuesPerPlace;
        for (var row = grid.FirstRow; row < grid.FirstRow + grid.RowCount; row++)
        {
            var values = grid.Values.IsEmpty ? default : grid.Values.Span.Slice(row * length, length);
            foreach (var run in runs)
                run.Write(Text, row, values);
        }
    }

    // What the elements of a place look like, with marks for the place's numbers.
    private byte[] TextOf(ImmutableArray<Element> elements)
    {
        using var stream = new MemoryStream();
        using var text = new NetlistText(stream, capacity: 1 << 12);
        var deck = Text;
        (Text, _isPlace) = (text, true);
        foreach (var element in elements)
            Write(element);
        (Text, _isPlace) = (deck, false);
        text.Flush();
        return stream.ToArray();
    }

    private NetlistText Begin(string letter, Name name, Name a, Name b) =>
        Text.Append(letter).Append(name).Append(" "u8).Append(a).Append(" "u8).Append(b);

    private void End(Quantity quantity)
    {
        Write(quantity);
        Text.Append("\n"u8);
    }

    private void WriteNodes(IReadOnlyList<Name> nodes)
    {
        for (var k = 0; k < nodes.Count; k++)
            Text.Append(k % NamesPerLine == NamesPerLine - 1 ? "\n+ "u8 : " "u8).Append(nodes[k]);
    }

    private void WriteParameters(IReadOnlyList<Parameter> parameters)
    {
        if (parameters.Count == 0)
            return;
        Text.Append(ParametersKeyword);
        foreach (var parameter in parameters)
            WriteAssignment(parameter, " ");
    }

    private void WriteAssignment(Parameter parameter, string separator)
    {
        Text.Append(separator).Append(parameter.Name).Append("="u8);
        Write(parameter.Value);
    }

    /// <summary>Writes what every dialect calls a probe, in lower case: i(vsense_3), v(code_5).</summary>
    private protected void WriteSignal(Probe probe) =>
        Text.Append(probe.Kind == ProbeKind.Current ? "i(v"u8 : "v("u8).Append(probe.Name).Append(")"u8);

    /// <summary>A time as it stands in an analysis line.</summary>
    private protected static string Time(double seconds) => seconds.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Writes what a measurement is called: probe_3, or with several test vectors probe_3_1.</summary>
    private protected void WriteProbeName(TestBench test, int probe, int vector)
    {
        Text.Append("probe_"u8).Append(probe);
        if (test.Vectors > 1)
            Text.Append("_"u8).Append(vector);
    }

    /// <summary>Writes a line that sweeps the selector over all test vectors.</summary>
    private protected void WriteSweep(string command, TestBench test) =>
        Text.Append(command).Append(" v"u8).Append(TestBench.Selector).Append(" 0 "u8).Append(test.Vectors - 1).Append(" 1\n"u8);
}
