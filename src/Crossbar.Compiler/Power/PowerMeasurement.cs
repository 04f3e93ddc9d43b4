using Crossbar.Compiler.Components;
using Crossbar.Compiler.Ranges;

namespace Crossbar.Compiler.Power;

/// <summary>
/// Measures what a compiled network's arrays draw while they are read: P = Σ V_i·I_i over the word lines, on the voltages that the
/// DACs put there for the calibration data, the circuits solved with all their resistances.
/// </summary>
public static class PowerMeasurement
{
    // So many windows, evenly taken of those of the calibration data, give a mean power to about one percent; the images differ by more.
    private const int MaxWindows = 1024;

    /// <summary>Measures a network.</summary>
    /// <param name="network">The network, its cells as compiled or as a chip has them.</param>
    /// <param name="readTime">Duration of a read, in second.</param>
    /// <param name="components">What converters use.</param>
    public static NetworkPower Measure(CompiledNetwork network, double readTime, ComponentSet components)
    {
        var hardware = network.Design.Hardware;
        return Sum(network, [.. network.Layers.AsParallel().AsOrdered().Select(layer => Measure(layer, hardware, readTime, components))], readTime, components);
    }

    /// <summary>Adds up what was measured of the layers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="layers">Its layers' power, in the network's order.</param>
    /// <param name="readTime">Duration of a read, in second.</param>
    /// <param name="components">What converters use.</param>
    internal static NetworkPower Sum(CompiledNetwork network, ImmutableArray<LayerPower> layers, double readTime, ComponentSet components)
    {
        var energy = layers.Sum(l => l.Energy);
        // What the layers' cells turn into heat has the same reads and read time as the whole.
        var cells = network.Layers.Zip(layers, (layer, power) => power.Cells * layer.Layer.Reads * readTime).Sum();
        var converters = layers.Any(l => l.Converters is null) || layers.IsEmpty
            ? null : new ConverterEnergy(layers.Sum(l => l.Converters!.Dac), layers.Sum(l => l.Converters!.Adc));
        return new NetworkPower(readTime, network.Layers.Sum(l => l.Layer.Reads), energy, cells, converters, components.Name, layers);
    }

    /// <summary>Measures one layer.</summary>
    /// <param name="layer">The calibrated layer.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="readTime">Duration of a read, in second.</param>
    /// <param name="components">What converters use.</param>
    public static LayerPower Measure(CompiledLayer layer, HardwareDesign hardware, double readTime, ComponentSet components)
    {
        var chip = layer.Layer;
        var isNonlinear = !hardware.IsLinear;
        var maxCount = isNonlinear ? NonlinearTilePower.MaxWindows : MaxWindows;
        var samples = layer.Samples.Thinned((layer.Samples.Count + maxCount - 1) / maxCount);
        // In all pulses that tell the activations, which take equally long.
        ImmutableArray<RowVoltages> pulses = [.. Enumerable.Range(0, chip.Pulses).Select(pulse => RowVoltages.Of(layer.Rows, samples, layer.InputRanges, chip.DacBits, hardware, pulse))];
        var moments = isNonlinear ? null : RowMoments.Of(layer.Rows, pulses, hardware);
        var tiles = new TilePower[layer.Arrays.Length];
        ParallelFailures.Run(tiles.Length, t => tiles[t] = moments is null
            ? NonlinearTilePower.Measure(layer.Arrays[t].Programmed, pulses, hardware)
            : LinearTilePower.Measure(layer.Arrays[t].Programmed, moments[layer.Arrays[t].Programmed.Rows.First], hardware));
        var mean = tiles.Sum(t => t.Mean);
        return new LayerPower(
            mean, tiles.Sum(t => t.Cells), tiles.Sum(t => t.FullScale), samples.Count, mean * chip.Reads * readTime, Converters(layer, hardware, components), [.. tiles]);
    }

    // Both arrays of a pair have their word lines driven, and one ADC digitises what is subtracted of them. Neurons have no figure.
    private static ConverterEnergy? Converters(CompiledLayer layer, HardwareDesign hardware, ComponentSet components)
    {
        var chip = layer.Layer;
        return ConverterEnergy.Of(
            chip.Reads * layer.Arrays.Sum(a => (long)a.Layout.ArrayCount * a.Layout.RowCount), hardware.DriverBitsOf(chip.DacBits),
            chip.Reads * layer.Arrays.Sum(a => (long)a.Layout.OutputCount), hardware.Encoding == InputEncoding.Spikes ? 0 : chip.AdcBits, components);
    }
}
