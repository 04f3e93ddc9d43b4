namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>Something to print of a deck's analysis.</summary>
/// <param name="Kind">Whether it is a source's current or a node's voltage.</param>
/// <param name="Name">The source (without its letter V), or the node.</param>
/// <param name="Expected">What it should be with each of the deck's test vectors, in ampere or volt.</param>
internal sealed record Probe(ProbeKind Kind, Name Name, ImmutableArray<double> Expected);
