using Crossbar.Compiler.Options;

namespace Crossbar.Compiler.Netlists;

/// <summary>The lines of a netlist in SPICE's common subset; a dialect adds how it is told to solve and to print.</summary>
internal abstract class NetlistFormat(NetlistText text)
{
    /// <summary>Prefix of the virtual grounds' names.</summary>
    public static ReadOnlySpan<byte> Sense => "Vsense"u8;

    /// <summary>What is written to.</summary>
    protected NetlistText Text { get; } = text;

    /// <summary>The format for a dialect.</summary>
    public static NetlistFormat For(NetlistDialect dialect, NetlistText text) => dialect switch
    {
        NetlistDialect.Ngspice => new NgspiceFormat(text),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "There is no such netlist format."),
    };

    /// <summary>A comment line; what could end the line is replaced.</summary>
    public void Comment(string comment) =>
        Text.Append("* "u8).Append(string.Create(comment.Length, comment, (line, source) =>
        {
            for (var k = 0; k < line.Length; k++)
                line[k] = char.IsControl(source[k]) || source[k] is '\u2028' or '\u2029' ? '_' : source[k];
        })).Append("\n"u8);

    /// <summary>The current that a column should have: <c>* expect i(vsense_3) = 1.2E-05</c>.</summary>
    public void Expectation(int column, double current) =>
        Text.Append("* expect i(vsense_"u8).Append(column).Append(") = "u8).Append(current).Append("\n"u8);

    /// <summary>A resistor, in ohm.</summary>
    public void Resistor(ResistorKind kind, int row, int column, CircuitNode a, CircuitNode b, double resistance)
    {
        switch (kind)
        {
            case ResistorKind.Input:
                Text.Append("Rin_"u8).Append(row);
                break;
            case ResistorKind.Output:
                Text.Append("Rout_"u8).Append(column);
                break;
            default:
                Text.Append(kind switch
                {
                    ResistorKind.WordLine => "Rt"u8,
                    ResistorKind.Cell => "Rg"u8,
                    ResistorKind.Access => "Ra"u8,
                    _ => "Rb"u8,
                }).AppendCell(row, column);
                break;
        }

        Node(a);
        Node(b);
        Text.Append(" "u8).Append(resistance).Append("\n"u8);
    }

    /// <summary>A voltage source from a node to ground, in volt.</summary>
    public void Source(ReadOnlySpan<byte> prefix, int index, CircuitNode node, double voltage)
    {
        Text.Append(prefix).Append("_"u8).Append(index);
        Node(node);
        Node(new CircuitNode(NodeKind.Ground));
        Text.Append(" DC "u8).Append(voltage).Append("\n"u8);
    }

    /// <summary>Everything after the circuit: solve the operating point, print all column currents, end.</summary>
    public abstract void Analysis(int columns);

    private void Node(CircuitNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.Ground:
                Text.Append(" 0"u8);
                break;
            case NodeKind.Source:
                Text.Append(" in_"u8).Append(node.Row);
                break;
            case NodeKind.Sense:
                Text.Append(" out_"u8).Append(node.Column);
                break;
            default:
                Text.Append(node.Kind switch
                {
                    NodeKind.WordLine => " t"u8,
                    NodeKind.BitLine => " b"u8,
                    _ => " m"u8,
                }).AppendCell(node.Row, node.Column);
                break;
        }
    }
}
