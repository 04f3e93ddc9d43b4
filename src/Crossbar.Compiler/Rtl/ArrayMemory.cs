namespace Crossbar.Compiler.Rtl;

/// <summary>The whole numbers of an array for its simulation model: pulse by pulse and column by column its constant, and a word for each row, 16 digits of hex each.</summary>
internal static class ArrayMemory
{
    /// <summary>Words are multiples of 2^-24 ADC codes, as slices are.</summary>
    public const int FractionBits = 24;

    /// <summary>The file's text.</summary>
    /// <param name="array">The array.</param>
    public static string Of(RtlTile array)
    {
        var (rows, columns) = (array.Place.RowCount, array.Place.OutputCount);
        var text = new StringBuilder(array.Pulses.Length * columns * (rows + 1) * 17);
        for (var k = 0; k < array.Pulses.Length * columns; k++)
        {
            var (tile, j) = (array.Pulses[k / columns], k % columns);
            Append(text, Whole(tile.ZeroOf(j)) + (1L << (FractionBits - 1)));
            for (var i = 0; i < rows; i++)
                Append(text, Whole(tile.CodesOf(i, j)));
        }

        return text.ToString();
    }

    /// <summary>A number of codes in units of the last bit.</summary>
    /// <param name="codes">A multiple of it.</param>
    public static long Whole(double codes) => (long)Math.ScaleB(codes, FractionBits);

    private static void Append(StringBuilder text, long word) => text.Append(word.ToString("x16", CultureInfo.InvariantCulture)).Append('\n');
}
