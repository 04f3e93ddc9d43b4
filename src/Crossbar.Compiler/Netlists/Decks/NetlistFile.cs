using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Dialects;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>A file of a netlist folder before it is written.</summary>
/// <param name="Entry">What the index says of it, without its hash.</param>
/// <param name="Write">Writes its text for a simulator; called once, on any thread.</param>
internal sealed record NetlistFile(NetlistEntry Entry, Action<NetlistText, NetlistDialect> Write)
{
    /// <summary>A circuit, which is made when it is written.</summary>
    public NetlistFile(NetlistEntry entry, Func<Netlist> make)
        : this(entry, (text, dialect) => DialectWriter.For(dialect, text).Write(make()))
    {
    }

    /// <summary>A text.</summary>
    public NetlistFile(NetlistEntry entry, string content)
        : this(entry, (text, _) => text.Append(content))
    {
    }
}
