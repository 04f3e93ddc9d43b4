using Crossbar.Compiler.Netlists.Decks;

namespace Crossbar.Compiler.Reporting.Page;

/// <summary>A netlist that the page links to.</summary>
/// <param name="File">Its name.</param>
/// <param name="Layer">The layer that it is of; empty for those of the whole model.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Tile">The tile's number; -1 where there is none.</param>
public sealed record NetlistLink(string File, string Layer, NetlistKind Kind, int Tile);
