namespace Crossbar.Compiler.Components;

/// <summary>What the digital half is made of.</summary>
/// <param name="Multiplier">Per bit² of a multiplier: the product of its factors' widths.</param>
/// <param name="Adder">Per bit of an adder or comparator.</param>
/// <param name="Register">Per flip-flop.</param>
/// <param name="Memory">Per bit that is read or written, and per bit of size.</param>
public sealed record DigitalFigures(PartFigures Multiplier, PartFigures Adder, PartFigures Register, PartFigures Memory);
