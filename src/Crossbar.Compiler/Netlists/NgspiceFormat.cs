namespace Crossbar.Compiler.Netlists;

/// <summary>Stock ngspice: a control block prints each current with all its digits and quits.</summary>
internal sealed class NgspiceFormat(NetlistText text) : NetlistFormat(text)
{
    /// <inheritdoc/>
    public override void Analysis(int columns)
    {
        Text.Append(".op\n.control\nset numdgt=16\nrun\n"u8);
        for (var j = 0; j < columns; j++)
            Text.Append("print i(vsense_"u8).Append(j).Append(")\n"u8);
        Text.Append("quit\n.endc\n.end\n"u8);
    }
}
