namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>The part of an array that is simulated where the whole is too large.</summary>
/// <param name="FirstRow">Its first row.</param>
/// <param name="Rows">Its number of rows.</param>
/// <param name="FirstColumn">Its first column.</param>
/// <param name="Columns">Its number of columns.</param>
/// <param name="Devices">How many of its places have a device.</param>
internal sealed record ArrayBlock(int FirstRow, int Rows, int FirstColumn, int Columns, int Devices)
{
    /// <summary>Whether every place has a device.</summary>
    public bool IsFull => Devices == Rows * Columns;

    /// <summary>
    /// Chooses a block: the most columns that carry a current, then the most devices, then what lies nearest to the driven and the sensed ends of
    /// the wires, which is where a full array has it.
    /// </summary>
    /// <param name="array">The array.</param>
    /// <param name="maxRows">Maximum number of rows.</param>
    /// <param name="maxColumns">Maximum number of columns.</param>
    /// <returns>The block; null where no device of the array is driven by any test vector.</returns>
    public static ArrayBlock? Choose(ArrayFile array, int maxRows, int maxColumns)
    {
        var (rows, columns) = (Math.Min(maxRows, array.Rows), Math.Min(maxColumns, array.Columns));
        var driven = array.DrivenRows();
        // Of each column, the devices in the rows of the block, and how many of them are driven.
        var (devices, live) = (new int[array.Columns], new int[array.Columns]);
        for (var i = array.Rows - rows; i < array.Rows; i++)
            Count(i, 1);
        ArrayBlock? best = null;
        var maxLive = 0;
        for (var first = array.Rows - rows; ; first--)
        {
            Slide(first);
            if (first == 0)
                return best;
            Count(first + rows - 1, -1);
            Count(first - 1, 1);
        }

        void Count(int row, int step)
        {
            for (var j = 0; j < array.Columns; j++)
            {
                if (array.Conductances[(row * array.Columns) + j] == 0)
                    continue;
                devices[j] += step;
                live[j] += driven[row] ? step : 0;
            }
        }

        void Slide(int first)
        {
            var (carrying, placed) = (0, 0);
            for (var j = 0; j < array.Columns; j++)
            {
                placed += devices[j];
                carrying += live[j] > 0 ? 1 : 0;
                if (j >= columns)
                {
                    placed -= devices[j - columns];
                    carrying -= live[j - columns] > 0 ? 1 : 0;
                }

                if (j < columns - 1 || carrying < maxLive || carrying == 0 || (carrying == maxLive && placed <= best!.Devices))
                    continue;
                maxLive = carrying;
                best = new ArrayBlock(first, rows, j - columns + 1, columns, placed);
            }
        }
    }
}
