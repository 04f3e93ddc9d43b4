using System.Text.RegularExpressions;
using Crossbar.Compiler.Netlists;

namespace Crossbar.Compiler.Tests.Netlists.Dialects;

/// <summary>
/// What no simulator here can check, checked against the rules of the public manuals: the forms of lines, brackets and names that each
/// dialect knows, and that everything used is defined once, with as many nodes.
/// </summary>
public sealed partial class DialectGrammarTests : IDisposable
{
    private const string Node = @"[A-Za-z0-9_]+";
    private const string Number = @"-?\d+(\.\d+)?(E[-+]\d+)?";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<NetlistDialect, NetlistCell, NetlistAccess, PeripheralCircuits> Ways()
    {
        var ways = new TheoryData<NetlistDialect, NetlistCell, NetlistAccess, PeripheralCircuits>();
        foreach (var dialect in new[] { NetlistDialect.Ngspice, NetlistDialect.LTspice, NetlistDialect.Hspice, NetlistDialect.Xyce })
        {
            ways.Add(dialect, NetlistCell.Resistor, NetlistAccess.Resistor, PeripheralCircuits.Ideal);
            ways.Add(dialect, NetlistCell.Memristor, NetlistAccess.Mosfet, PeripheralCircuits.Ideal);
            ways.Add(dialect, NetlistCell.Resistor, NetlistAccess.Mosfet, PeripheralCircuits.Analog);
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Every_line_is_of_a_form_that_the_dialect_knows(NetlistDialect dialect, NetlistCell cell, NetlistAccess access, PeripheralCircuits peripherals)
    {
        Write(dialect, cell, access, peripherals);
        // LTspice takes functions of voltages without braces, which it would work out before the simulation.
        var (open, close) = dialect == NetlistDialect.Hspice ? ("'", "'") : (@"\{", @"\}");
        var value = $"({Number}|{open}[^{{}}']+{close})";
        var behaviour = dialect switch
        {
            NetlistDialect.Hspice => $@"(G{Node} {Node} {Node} CUR='[^{{}}']+'|E{Node} {Node} {Node} VOL='[^{{}}']+')",
            NetlistDialect.Xyce => $@"B{Node} {Node} {Node} [IV]=\{{[^{{}}']+\}}",
            _ => $@"B{Node} {Node} {Node} [IV]=[^{{}}' ]+",
        };
        var parameters = dialect switch { NetlistDialect.Xyce => $"( PARAMS:( \\w+={value})+)?", NetlistDialect.Ngspice => $"( params:( \\w+={value})+)?", _ => $"( \\w+={value})*" };
        string[] forms =
        [
            $@"[RC]{Node} {Node} {Node} {value}",
            $@"V{Node} {Node} {Node} DC {value}",
            $@"V{Node} {Node} {Node} PWL\({Number} {value}( {Number} {value})+\)",
            $@"E{Node} {Node} {Node} {Node} {Node} {value}",
            $@"M{Node} {Node} {Node} {Node} {Node} access W=1u L=1u",
            $@"D{Node} {Node} {Node} rectifying",
            $@"X{Node}( {Node})+{parameters}",
            behaviour,
            $@"\.subckt \w+( {Node})+{parameters}",
            @"\.ends \w+",
            $@"\.param \w+={value}",
            $@"\.model \w+ \w+ \((\w+={value} ?)+\)",
            dialect switch { NetlistDialect.Hspice => @"\.include '[a-z0-9_]+\.inc'", NetlistDialect.Ngspice => @"\.include [a-z0-9_]+\.inc", _ => "\\.include \"[a-z0-9_]+\\.inc\"" },
            @"\.end",
            .. Analyses(dialect),
        ];
        var grammar = new Regex($"^({string.Join('|', forms)})$", RegexOptions.CultureInvariant | RegexOptions.Compiled);
        foreach (var (file, line) in Files().SelectMany(f => Lines(f).Select(l => (f, l))))
        {
            Assert.True(grammar.IsMatch(line), $"{dialect}, {Path.GetFileName(file)}: {line}");
            foreach (Match call in Expression().Matches(line).SelectMany(expression => Function().Matches(expression.Value)))
                Assert.Contains(call.Groups[1].Value, FunctionsOf(dialect));
        }

        // HSPICE reads 1024 characters a line.
        Assert.DoesNotContain(Files().SelectMany(File.ReadLines), line => line.Length > 1024 && line[0] != '*');
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Whatever_is_used_is_defined_once_and_with_as_many_nodes(NetlistDialect dialect, NetlistCell cell, NetlistAccess access, PeripheralCircuits peripherals)
    {
        Write(dialect, cell, access, peripherals);
        foreach (var deck in Directory.GetFiles(_folder.Path, "*.cir"))
        {
            var lines = Lines(deck).SelectMany(line => line.StartsWith(".include", StringComparison.Ordinal)
                ? Lines(_folder[line.Split(' ')[1].Trim('"', '\'')]) : [line]).ToArray();
            var ports = lines.Where(l => l.StartsWith(".subckt ", StringComparison.Ordinal)).Select(l => l.Split(' '))
                .ToDictionary(words => words[1], words => words.Skip(2).TakeWhile(w => !w.Contains('=') && !w.EndsWith(':')).Count(), StringComparer.OrdinalIgnoreCase);
            var parameters = lines.Where(l => l.StartsWith(".param ", StringComparison.Ordinal)).Select(l => l[7..].Split('=')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            // Elements have capitals in front, commands of a control block have not.
            foreach (var line in lines.Where(l => l[0] == '.' || char.IsUpper(l[0])))
            {
                var words = line.Split(' ');
                if (line[0] == '.')
                {
                    if (words[0] is ".subckt" or ".ends")
                        names.Clear();
                    continue;
                }

                Assert.True(names.Add(words[0]), $"{words[0]} is there twice.");
                if (line[0] == 'X')
                {
                    var nodes = words.Skip(1).TakeWhile(w => !w.Contains('=') && !w.EndsWith(':')).ToArray();
                    Assert.Equal(ports[nodes[^1]], nodes.Length - 1);
                }

                foreach (Match expression in Expression().Matches(line))
                {
                    // g is the memristor's own parameter, z that of an amplifier's offset.
                    var used = Word().Matches(Voltage().Replace(expression.Value, "0")).Select(word => word.Value);
                    Assert.Empty(used.Except([.. parameters, .. FunctionsOf(dialect), "g", "z"], StringComparer.OrdinalIgnoreCase));
                }
            }

            Assert.Equal(".end", lines[^1]);
        }
    }

    [Fact]
    public void Names_say_layer_tile_row_and_column()
    {
        Write(NetlistDialect.Ngspice, NetlistCell.Resistor, NetlistAccess.Mosfet, PeripheralCircuits.Ideal);
        Assert.Contains("Rg_1_2 t_1_2 m_1_2 ", File.ReadAllText(_folder["layer00_tile000.inc"]), StringComparison.Ordinal);
        Assert.Contains("\nXt000 in_", File.ReadAllText(_folder["layer00.inc"]), StringComparison.Ordinal);
        Assert.Contains("\nXlayer01 l01_in_0 ", File.ReadAllText(_folder[NetlistIndex.ModelDeck]), StringComparison.Ordinal);
        var head = File.ReadLines(_folder["layer00_tile000.inc"]).TakeWhile(l => l[0] == '*').ToArray();
        Assert.Contains(head, l => l.StartsWith("* Conductances: SHA-256 ", StringComparison.Ordinal));
        Assert.Contains(head, l => l.StartsWith("* Model: Test.onnx", StringComparison.Ordinal));
        Assert.Contains(head, l => l.StartsWith("* Written by: Crossbar.Build 0.", StringComparison.Ordinal));
        Assert.Contains("* AccessResistance = 1000 ohm", head);
    }

    private static string[] FunctionsOf(NetlistDialect dialect) =>
        ["abs", "min", "max", "pow", "sinh", "tanh", "V", "I", dialect == NetlistDialect.Hspice ? "int" : "floor"];

    private static string[] Analyses(NetlistDialect dialect)
    {
        const string Signal = @"[iv]\(\w+\)";
        const string Probe = @"probe_\d+(_\d+)?";
        return dialect switch
        {
            NetlistDialect.Ngspice => [@"\.op", @"\.dc vread 0 \d+ 1", $@"\.tran {Number} {Number}", @"\.control", "set numdgt=16", "run", $@"let end_\d+=vecmax\(vector\(length\(time\)\)\*\(time le {Number}\)\)", $@"print {Signal}(\[(end_)?\d+\])?", "quit", @"\.endc", @"\.options( \w+=\S+)+"],
            NetlistDialect.LTspice => [@"\.op", @"\.dc vread 0 \d+ 1", $@"\.tran {Number} {Number} 0 {Number}", @"\.options( \w+=\S+)+", $@"\.meas (OP {Probe} PARAM {Signal}|(TRAN|DC) {Probe} FIND {Signal} AT={Number})"],
            NetlistDialect.Hspice =>
            [
                @"\.op", @"\.dc (sweep poi 1 0|vread 0 \d+ 1)", $@"\.tran {Number} {Number}", @"\.option( \w+=\S+)+", $@"\.measure (dc|tran) {Probe} find {Signal} at={Number}",
            ],
            _ => [@"\.OP", @"\.DC vread 0 \d+ 1", $@"\.TRAN {Number} {Number}", @"\.OPTIONS (NONLIN|DEVICE)( \w+=\S+)+", $@"\.PRINT (DC|TRAN) PRECISION=16( {Signal})+"],
        };
    }

    private void Write(NetlistDialect dialect, NetlistCell cell, NetlistAccess access, PeripheralCircuits peripherals)
    {
        var design = TestNetworks.EveryCircuit();
        var relu = design.Layers.OfType<Relu>().Single();
        var smooth = new Unary { Name = "elu", Inputs = relu.Inputs, OutputShape = relu.OutputShape, Function = UnaryFunction.Elu, Alpha = 1 };
        design = design with { Layers = design.Layers.Replace(relu, smooth) };
        var options = new CompilerOptions
        {
            Netlist = new() { Dialect = dialect, Cell = cell, Access = access, Peripherals = peripherals },
            Hardware = new() { AccessResistance = 1000, RowCapacitance = 1e-15, ColumnCapacitance = 2e-15 },
            Conversion = new() { Method = ConversionMethod.None },
        };
        var images = TestNetworks.Images(design, 2);
        NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), NetworkCompiler.Compile(design, images, options), () => images[0]);
    }

    private IEnumerable<string> Files() => Directory.GetFiles(_folder.Path).Where(f => f.EndsWith(".cir", StringComparison.Ordinal) || f.EndsWith(".inc", StringComparison.Ordinal));

    // Continuations joined, comments left out.
    private static string[] Lines(string file) =>
        [.. File.ReadAllText(file).Replace("\n+ ", " ", StringComparison.Ordinal).Split('\n').Where(line => line.Length > 0 && line[0] != '*')];

    [GeneratedRegex(@"\b([A-Za-z]+)\(", RegexOptions.CultureInvariant)]
    private static partial Regex Function();

    [GeneratedRegex(@"[VI]\([\w,]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex Voltage();

    // In brackets or quotes, or all that is behind a behavioural source's equals sign.
    [GeneratedRegex(@"(?<=\{)[^}]+(?=\})|(?<=')[^']+(?=')|(?<=^B\S+ \S+ \S+ [IV]=)[^{]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
