namespace Crossbar.Compiler.Rtl;

/// <summary>The text of one module.</summary>
internal sealed class ModuleText
{
    private readonly StringBuilder _text = new();

    /// <summary>Begins a module.</summary>
    /// <param name="header">Lines of the comment above it.</param>
    /// <param name="name">Its name.</param>
    /// <param name="parameters">Declarations of its parameters.</param>
    /// <param name="ports">Declarations of its ports; none for a test bench.</param>
    public ModuleText(IEnumerable<string> header, string name, IReadOnlyList<string> parameters, IReadOnlyList<string> ports)
    {
        foreach (var line in header)
            _text.Append(line.Length == 0 ? "//" : "// ").Append(line).Append('\n');
        _text.Append("module ").Append(name);
        AppendList(" #(", parameters, ")");
        AppendList(" (", ports, ")");
        _text.Append(";\n");
    }

    /// <summary>Adds lines of the body; an empty one separates.</summary>
    public ModuleText Lines(params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            foreach (var part in line.Split('\n'))
                _text.Append(part.Length == 0 ? "" : "    ").Append(part).Append('\n');
        }

        return this;
    }

    /// <summary>Adds a statement for every j from a first one on; simulators refuse generate loops of more than some hundred, so that longer ones are loops over loops.</summary>
    /// <param name="label">What the loop's blocks are called, before the first j.</param>
    /// <param name="first">The first j.</param>
    /// <param name="end">One more than the last.</param>
    /// <param name="statement">The statement.</param>
    public ModuleText Loop(string label, int first, int end, string statement)
    {
        const int Lanes = 64;
        if (end - first <= Lanes)
            return Lines(Block($"{first}", $"{end}"));
        return Lines(
            string.Create(CultureInfo.InvariantCulture, $"for (genvar g = {first}; g < {end}; g = g + {Lanes}) begin : {label}{first}_lanes"),
            "    " + Block("g", $"{end} && j < g + {Lanes}").Replace("\n", "\n    ", StringComparison.Ordinal),
            "end");

        string Block(string from, string to) => string.Create(
            CultureInfo.InvariantCulture, $"for (genvar j = {from}; j < {to}; j++) begin : {label}{first}\n    {statement.Replace("\n", "\n    ", StringComparison.Ordinal)}\nend");
    }

    /// <summary>Adds a comment.</summary>
    public ModuleText Comment(string comment) => Lines("", "// " + comment);

    /// <summary>Adds an instance of a module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="name">The instance.</param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="ports">Its ports.</param>
    public ModuleText Instance(string module, string name, (string Name, object Value)[] parameters, params (string Name, string Signal)[] ports)
    {
        var list = string.Join(",\n        ", parameters.Select(p => string.Create(CultureInfo.InvariantCulture, $".{p.Name}({p.Value})")));
        var signals = string.Join(",\n        ", ports.Select(p => $".{p.Name}({p.Signal})"));
        _text.Append(CultureInfo.InvariantCulture, $"    {module}{(parameters.Length == 0 ? "" : $" #(\n        {list}\n    )")} {name} (\n        {signals}\n    );\n");
        return this;
    }

    /// <summary>Adds an instance that takes one stream and gives another.</summary>
    public ModuleText Stage(string module, string name, (string Name, object Value)[] parameters, string from, string to) => Instance(
        module,
        name,
        parameters,
        ("clk", "clk"),
        ("rst", "rst"),
        ("s_tdata", from + "_tdata"),
        ("s_tvalid", from + "_tvalid"),
        ("s_tready", from + "_tready"),
        ("m_tdata", to + "_tdata"),
        ("m_tvalid", to + "_tvalid"),
        ("m_tready", to + "_tready"));

    /// <summary>Declares the signals of a stream.</summary>
    /// <param name="name">The stream.</param>
    /// <param name="width">Bits of a beat.</param>
    public ModuleText Stream(string name, int width) => Lines(
        string.Create(CultureInfo.InvariantCulture, $"logic [{width - 1}:0] {name}_tdata;"), $"logic {name}_tvalid;", $"logic {name}_tready;");

    /// <summary>Hands a stream to several readers.</summary>
    /// <param name="name">What their streams are called, with a number behind it, and the fork.</param>
    /// <param name="from">The stream.</param>
    /// <param name="width">Bits of a beat.</param>
    /// <param name="parts">The bits that each reads: the first one and how many.</param>
    /// <returns>Their streams: the stream itself where there is but one reader and it reads all.</returns>
    public string[] Fork(string name, string from, int width, IReadOnlyList<(int First, int Bits)> parts)
    {
        var readers = parts.Count;
        if (readers == 1 && parts[0] == (0, width))
            return [from];
        if (readers == 1)
        {
            var part = name + "0";
            Stream(part, parts[0].Bits).Lines(string.Create(CultureInfo.InvariantCulture, $"assign {part}_tdata = {from}_tdata[{parts[0].First} +: {parts[0].Bits}];")).Handshake(from, part);
            return [part];
        }

        Lines(
            string.Create(CultureInfo.InvariantCulture, $"logic [{width - 1}:0] {name}_tdata;"),
            string.Create(CultureInfo.InvariantCulture, $"logic [{readers - 1}:0] {name}_tvalid;"),
            string.Create(CultureInfo.InvariantCulture, $"logic [{readers - 1}:0] {name}_tready;"));
        Stage("stream_fork", name + "_fork", [("BITS", width), ("OUTPUTS", readers)], from, name);
        var branches = Enumerable.Range(0, readers).Select(k => string.Create(CultureInfo.InvariantCulture, $"{name}{k}")).ToArray();
        for (var k = 0; k < readers; k++)
        {
            Stream(branches[k], parts[k].Bits).Lines(
                string.Create(CultureInfo.InvariantCulture, $"assign {branches[k]}_tdata = {name}_tdata{(parts[k].Bits == width ? "" : $"[{parts[k].First} +: {parts[k].Bits}]")};"),
                string.Create(CultureInfo.InvariantCulture, $"assign {branches[k]}_tvalid = {name}_tvalid[{k}];"),
                string.Create(CultureInfo.InvariantCulture, $"assign {name}_tready[{k}] = {branches[k]}_tready;"));
        }

        return branches;
    }

    /// <summary>Hands a stream to several readers of all of it.</summary>
    /// <param name="name">What their streams are called, with a number behind it, and the fork.</param>
    /// <param name="from">The stream.</param>
    /// <param name="width">Bits of a beat.</param>
    /// <param name="readers">How many there are.</param>
    /// <returns>Their streams: the stream itself where there is but one reader.</returns>
    public string[] Fork(string name, string from, int width, int readers) => Fork(name, from, width, [.. Enumerable.Repeat((0, width), readers)]);

    /// <summary>Passes a stream's handshake on to another whose data are made of its data at once.</summary>
    public ModuleText Handshake(string from, string to) => Lines($"assign {to}_tvalid = {from}_tvalid;", $"assign {from}_tready = {to}_tready;");

    /// <summary>A table of constants, element 0 in the low bits.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="bits">Bits of an element.</param>
    /// <param name="values">The elements, in two's complement.</param>
    public ModuleText Table(string name, int bits, IReadOnlyList<long> values)
    {
        _text.Append(CultureInfo.InvariantCulture, $"    localparam logic [{(values.Count * bits) - 1}:0] {name} = {{\n");
        for (var k = values.Count - 1; k >= 0; k--)
            _text.Append(CultureInfo.InvariantCulture, $"        {bits}'h{Hex(values[k], bits)}{(k == 0 ? "" : ",")}  // {k}: {values[k]}\n");
        _text.Append("    };\n");
        return this;
    }

    /// <summary>The ports of a stream.</summary>
    /// <param name="name">The stream.</param>
    /// <param name="width">Bits of a beat.</param>
    /// <param name="isInput">Whether it comes in.</param>
    public static string[] Ports(string name, int width, bool isInput)
    {
        var (forward, back) = isInput ? ("input  logic", "output logic") : ("output logic", "input  logic");
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"{forward} [{width - 1}:0] {name}_tdata"),
            $"{forward} {name}_tvalid",
            $"{back} {name}_tready",
        ];
    }

    /// <summary>The whole text.</summary>
    public string End() => _text.Append("endmodule\n").ToString();

    private static string Hex(long value, int bits) => (bits >= 64 ? (ulong)value : (ulong)value & ((1UL << bits) - 1)).ToString("x", CultureInfo.InvariantCulture);

    private void AppendList(string begin, IReadOnlyList<string> items, string end)
    {
        if (items.Count == 0)
            return;
        _text.Append(begin).Append('\n').Append(string.Join(",\n", items.Select(item => "    " + item))).Append('\n').Append(end);
    }
}
