using Crossbar.Runtime.Devices;

namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>The cells of a tile as a chip of one's own holds them.</summary>
internal static class ChipCells
{
    // Keeps a chip's own programming errors apart from those that its design may have been compiled with under the same seed.
    private const int RunTimeErrors = 0x2C41;

    /// <summary>The compiled conductances with the chip's programming errors and stuck cells.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="index">Its number in the layer.</param>
    /// <param name="context">The layer, the chip and what differs from the compiled design.</param>
    /// <returns>[arrays, M, bit lines], in siemens.</returns>
    public static double[] Of(CrossbarTile tile, int index, LayerContext context)
    {
        var options = context.Options;
        var conductances = new double[tile.Conductances.Length];
        for (var k = 0; k < conductances.Length; k++)
            conductances[k] = tile.Conductances[k];
        if (options.ProgrammingSigma > 0)
            ProgrammingError.Apply(conductances, options.ProgrammingSigma, RandomSequence.For(options.Seed ^ RunTimeErrors, context.Index, index));
        StuckCells.Apply(conductances, options.StuckOnRate, options.StuckOffRate, context.Hardware, options.Seed, context.Index, index);
        return conductances;
    }
}
