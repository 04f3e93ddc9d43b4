namespace Crossbar.Runtime.Circuits;

/// <summary>
/// The voltages that known currents drop along a wire of an array, which is connected at its near end and perhaps at its far end too. With
/// both ends connected, the far one carries the current x that brings the far node of the wire with one end, d below its source, to x·R below it:
/// x = d/(2·R + (n − 1)·r), and every other node gains what x raises it by (superposition).
/// </summary>
public static class LineDrops
{
    /// <summary>The current that the far end carries, in ampere, or the siemens that it is for 1 V.</summary>
    /// <param name="farDrop">The drop of the last node if only the near end were connected.</param>
    /// <param name="count">Number of nodes n along the wire.</param>
    /// <param name="end">Resistance R of the connection at each end, in ohm.</param>
    /// <param name="segment">Resistance r between neighbouring nodes, in ohm.</param>
    public static double FarCurrent(double farDrop, int count, double end, double segment) =>
        (2 * end) + ((count - 1) * segment) is var loop and > 0 ? farDrop / loop : 0;

    /// <summary>The drops at all nodes.</summary>
    /// <param name="currents">The currents that leave the wire at its nodes, from the near end on.</param>
    /// <param name="end">Resistance of the connection at each end, in ohm.</param>
    /// <param name="segment">Resistance between neighbouring nodes, in ohm.</param>
    /// <param name="ends">Which ends are connected.</param>
    /// <param name="drops">Receives the drops below the voltage at the ends.</param>
    public static void Of(ReadOnlySpan<double> currents, double end, double segment, LineEnds ends, Span<double> drops)
    {
        double rest = 0;
        foreach (var current in currents)
            rest += current;
        var drop = end * rest;
        for (var k = 0; k < currents.Length; k++)
        {
            if (k > 0)
                drop += segment * rest;
            drops[k] = drop;
            rest -= currents[k];
        }

        if (ends == LineEnds.One)
            return;
        var far = FarCurrent(drop, currents.Length, end, segment);
        for (var k = 0; k < currents.Length; k++)
            drops[k] -= far * (end + (k * segment));
    }

    /// <summary>The greatest drop.</summary>
    internal static double Greatest(ReadOnlySpan<double> currents, double end, double segment, LineEnds ends)
    {
        // Sums from the far end on, so that positive numbers are only added.
        double rest = 0, drop = 0, greatest = 0;
        if (ends == LineEnds.One)
        {
            for (var k = currents.Length - 1; k >= 0; k--)
            {
                rest += currents[k];
                drop += (k == 0 ? end : segment) * rest;
            }

            return drop;
        }

        Span<double> drops = currents.Length <= 512 ? stackalloc double[currents.Length] : new double[currents.Length];
        Of(currents, end, segment, ends, drops);
        foreach (var d in drops)
            greatest = Math.Max(greatest, d);
        return greatest;
    }
}
