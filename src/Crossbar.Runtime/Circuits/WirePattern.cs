namespace Crossbar.Runtime.Circuits;

/// <summary>Which parasitic resistors exist at all. A zero resistance joins the nodes at its ends into one.</summary>
/// <param name="WordLine">Neighbouring cells of a row have nodes of their own.</param>
/// <param name="BitLine">Neighbouring cells of a column have nodes of their own.</param>
/// <param name="Input">A row's source is not its first node.</param>
/// <param name="Output">A column's ground is not its last node.</param>
internal readonly record struct WirePattern(bool WordLine, bool BitLine, bool Input, bool Output)
{
    /// <summary>The pattern of an array.</summary>
    public static WirePattern Of(ArrayResistances resistances) => new(
        double.IsFinite(1 / resistances.WordLine),
        double.IsFinite(1 / resistances.BitLine),
        double.IsFinite(1 / resistances.Input),
        double.IsFinite(1 / resistances.Output));
}
