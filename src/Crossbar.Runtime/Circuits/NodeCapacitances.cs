namespace Crossbar.Runtime.Circuits;

/// <summary>What the wires of an array have to be charged with.</summary>
/// <param name="WordLine">Capacitance to ground at each cell's place on its word line, in farad: the wire's segment and what the cell adds.</param>
/// <param name="BitLine">The same on its bit line, in farad.</param>
public readonly record struct NodeCapacitances(double WordLine, double BitLine);
