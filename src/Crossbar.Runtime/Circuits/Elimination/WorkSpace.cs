using System.Buffers;

namespace Crossbar.Runtime.Circuits.Elimination;

/// <summary>The memory in which circuits are solved.</summary>
internal static class WorkSpace
{
    /// <summary>Takes the work space for an array's circuit from the shared pool.</summary>
    /// <param name="rows">Number of word lines, for the message.</param>
    /// <param name="columns">Number of bit lines, for the message.</param>
    /// <param name="length">Number of doubles.</param>
    /// <exception cref="InsufficientMemoryException">It is more than there is; the message says how much.</exception>
    public static double[] Rent(int rows, int columns, long length)
    {
        try
        {
            if (length <= Array.MaxLength)
                return ArrayPool<double>.Shared.Rent((int)length);
        }
        catch (OutOfMemoryException)
        {
            // Said below, with what is needed.
        }

        throw new InsufficientMemoryException(
            string.Create(CultureInfo.InvariantCulture, $"the circuit of a {rows}×{columns} array needs about {length * (double)sizeof(double) / (1 << 20):N0} MiB."));
    }
}
