namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>How far the input offsets of a chip's transimpedance stages are from 0, in standard deviations.</summary>
internal static class SenseOffsets
{
    // Apart from the streams of the same seed that cells are programmed by.
    private const int Stream = 0x5E45E;

    // As text they are to be the same on machines whose logarithms differ in the last bit.
    private const int Decimals = 6;

    /// <summary>The offsets of the bit lines of one array, as many standard normal numbers, which belong to their place on the chip.</summary>
    /// <param name="seed">The chip.</param>
    /// <param name="layer">The layer's position in the network.</param>
    /// <param name="tile">The tile's number in the layer.</param>
    /// <param name="array">The array's number in the tile.</param>
    /// <param name="bitLines">Number of bit lines.</param>
    public static double[] Of(int seed, int layer, int tile, int array, int bitLines)
    {
        var random = RandomSequence.For(seed ^ Stream, layer, (2 * tile) + array);
        var offsets = new double[bitLines];
        for (var j = 0; j < offsets.Length; j++)
            offsets[j] = Math.Round(random.NextNormal(), Decimals);
        return offsets;
    }
}
