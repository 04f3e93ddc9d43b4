namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>Which parasitic resistors exist at all. A zero resistance joins the nodes at its ends into one.</summary>
/// <param name="WordLine">Neighbouring cells of a row have nodes of their own.</param>
/// <param name="BitLine">Neighbouring cells of a column have nodes of their own.</param>
/// <param name="Input">A row's source is not its first node.</param>
/// <param name="Output">A column's ground is not its last node.</param>
/// <param name="FarInput">Rows are connected to their sources at their last columns too.</param>
/// <param name="FarOutput">Columns are connected to their grounds at their first rows too.</param>
internal readonly record struct WirePattern(bool WordLine, bool BitLine, bool Input, bool Output, bool FarInput = false, bool FarOutput = false)
{
    /// <summary>The pattern of an array.</summary>
    public static WirePattern Of(ArrayResistances resistances)
    {
        var (word, bit) = (double.IsFinite(1 / resistances.WordLine), double.IsFinite(1 / resistances.BitLine));
        return new(
            word,
            bit,
            double.IsFinite(1 / resistances.Input),
            double.IsFinite(1 / resistances.Output),
            word && resistances.DriveEnds == LineEnds.Both,
            bit && resistances.SenseEnds == LineEnds.Both);
    }
}
