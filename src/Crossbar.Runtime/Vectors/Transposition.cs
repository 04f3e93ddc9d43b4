using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Crossbar.Runtime.Vectors;

/// <summary>Rows become columns, four by four in registers.</summary>
internal static unsafe class Transposition
{
    private const int Side = 4;

    /// <summary>destination[column, row] = source[row, column].</summary>
    /// <param name="source">The first element.</param>
    /// <param name="sourceDistance">Elements from a row to the next.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="destination">Receives the first element; other memory than the source's.</param>
    /// <param name="destinationDistance">Elements from a column to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, int sourceDistance, int rows, int columns, float* destination, int destinationDistance)
    {
        if (!Sse.IsSupported || rows < Side || columns < Side)
        {
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                    destination[(column * destinationDistance) + row] = source[(row * sourceDistance) + column];
            }

            return;
        }

        // What is left over of whole squares is done once more from the end: the same values once more.
        for (var row = 0; row < rows; row += Side)
        {
            row = Math.Min(row, rows - Side);
            for (var column = 0; column < columns; column += Side)
            {
                column = Math.Min(column, columns - Side);
                TransposeSquare(source + (row * sourceDistance) + column, sourceDistance, destination + (column * destinationDistance) + row, destinationDistance);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquare(float* source, int sourceDistance, float* destination, int destinationDistance)
    {
        var (first, second) = (Vector128.Load(source), Vector128.Load(source + sourceDistance));
        var (third, fourth) = (Vector128.Load(source + (2 * sourceDistance)), Vector128.Load(source + (3 * sourceDistance)));
        var (upperLow, lowerLow) = (Sse.UnpackLow(first, second), Sse.UnpackLow(third, fourth));
        var (upperHigh, lowerHigh) = (Sse.UnpackHigh(first, second), Sse.UnpackHigh(third, fourth));
        Sse.MoveLowToHigh(upperLow, lowerLow).Store(destination);
        Sse.MoveHighToLow(lowerLow, upperLow).Store(destination + destinationDistance);
        Sse.MoveLowToHigh(upperHigh, lowerHigh).Store(destination + (2 * destinationDistance));
        Sse.MoveHighToLow(lowerHigh, upperHigh).Store(destination + (3 * destinationDistance));
    }
}
