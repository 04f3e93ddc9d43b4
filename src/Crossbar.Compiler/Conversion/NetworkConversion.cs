using System.Runtime.InteropServices;
using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Conversion;

/// <summary>The conversion stage: from the tiles of layers to the conductances with which the wires leave what was wanted.</summary>
public static class NetworkConversion
{
    /// <summary>Converts the tiles of a layer in parallel.</summary>
    /// <typeparam name="T">What is made of a converted tile.</typeparam>
    /// <param name="layer">The layer.</param>
    /// <param name="tiles">Its tiles, of which each is taken out when it is converted: nothing here holds it any longer.</param>
    /// <param name="samples">What it sees of the calibration data, where its conversion looks at that (<see cref="TileConverter.NeedsSamples"/>).</param>
    /// <param name="options">Conversion and devices.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="progress">Told of the share of arrays that are done, 0 to 1; null for nobody.</param>
    /// <param name="make">Called on several threads with a tile's number and the tile, so that no more of it need be kept than what is made of it.</param>
    /// <returns>What was made of the tiles, in order.</returns>
    /// <exception cref="CompilationException">Arrays cannot be programmed: one error, about the weakest (CBX0009).</exception>
    public static ImmutableArray<T> Convert<T>(
        MappedLayer layer, MappedTile?[] tiles, LayerSamples? samples, CompilerOptions options, HardwareDesign hardware, IProgress<double>? progress, Func<int, ConvertedTile, T> make)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        var made = new T[tiles.Length];
        var voltages = TileConverter.Voltages(layer, samples, options.Converters, hardware);
        var refusals = new InfeasibleArrayException?[made.Length];
        var done = 0;
        ParallelFailures.Run(made.Length, t =>
        {
            try
            {
                made[t] = make(t, TileConverter.Convert(layer, Interlocked.Exchange(ref tiles[t], null)!, samples, voltages, options, hardware));
            }
            catch (InfeasibleArrayException refusal)
            {
                refusals[t] = refusal;
            }

            progress?.Report(Interlocked.Increment(ref done) / (double)made.Length);
        });
        var refused = refusals.OfType<InfeasibleArrayException>().ToArray();
        return refused.Length == 0
            ? ImmutableCollectionsMarshal.AsImmutableArray(made)
            : throw new CompilationException([refused.MinBy(r => r.Outcome.WeakestShare)!.Describe(refused.Length, made.Length)]);
    }
}
