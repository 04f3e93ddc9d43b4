namespace Crossbar.Runtime.Circuits;

/// <summary>What becomes of a port of <see cref="LeafProgram"/> in a certain leaf block.</summary>
/// <param name="From">Its number in the program.</param>
/// <param name="Place">What it is in the block.</param>
/// <param name="To">Its number there.</param>
/// <param name="IsWord">Whether it lies on a word line.</param>
/// <param name="Line">The number of its word line or bit line in the block.</param>
/// <param name="IsJoined">Whether the input or output resistor ends there.</param>
internal readonly record struct LeafPort(int From, LeafPlace Place, int To, bool IsWord, int Line, bool IsJoined);
