using Crossbar.Compiler.Mapping;
using Crossbar.Compiler.Samples;

namespace Crossbar.Compiler.Conversion;

/// <summary>The conversion stage: from the tiles of layers to the conductances with which the wires leave what was wanted.</summary>
public static class NetworkConversion
{
    /// <summary>Converts all tiles in one parallel loop: layers differ too much in size to be the unit of work.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="samples">What the only one of them sees of the calibration data, where its conversion looks at that (<see cref="TileConverter.NeedsSamples"/>).</param>
    /// <param name="options">Conversion and devices.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="progress">Told of the share of arrays that are done, 0 to 1; null for nobody.</param>
    /// <returns>The tiles of each layer.</returns>
    /// <exception cref="CompilationException">Arrays cannot be programmed: one error per layer, about its weakest array (CBX0009).</exception>
    public static ImmutableArray<ImmutableArray<ConvertedTile>> Convert(
        ImmutableArray<MappedLayer> layers, LayerSamples? samples, CompilerOptions options, HardwareDesign hardware, IProgress<double>? progress)
    {
        var work = layers.SelectMany((layer, l) => layer.Tiles.Select((tile, t) => (Layer: l, Tile: t, Mapped: tile))).ToArray();
        var results = layers.Select(layer => new ConvertedTile[layer.Tiles.Length]).ToArray();
        var voltages = layers.Select(layer => TileConverter.Voltages(layer, samples, options.Converters, hardware)).ToArray();
        var refusals = new InfeasibleArrayException?[work.Length];
        var done = 0;
        ParallelFailures.Run(work.Length, k =>
        {
            var (l, t, tile) = work[k];
            try
            {
                results[l][t] = TileConverter.Convert(layers[l], tile, samples, voltages[l], options, hardware);
            }
            catch (InfeasibleArrayException refusal)
            {
                refusals[k] = refusal;
            }

            progress?.Report(Interlocked.Increment(ref done) / (double)work.Length);
        });
        var errors = work.Zip(refusals).Where(pair => pair.Second is not null).GroupBy(pair => pair.First.Layer, pair => pair.Second!)
            .Select(group => group.MinBy(r => r.Outcome.WeakestShare)!.Describe(group.Count(), layers[group.Key].Tiles.Length)).ToImmutableArray();
        return errors.IsEmpty ? [.. results.Select(tiles => tiles.ToImmutableArray())] : throw new CompilationException(errors);
    }
}
