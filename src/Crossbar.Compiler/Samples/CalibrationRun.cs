using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Compiler.Samples;

/// <summary>
/// The calibration images on their way through the digital network and, beside it, through the chip as far as it is calibrated.
/// Each layer is so calibrated on what the converters before it let through, towards what the digital network computes.
/// </summary>
public sealed class CalibrationRun : IDisposable
{
    /// <summary>Maximum number of windows kept of one layer: enough for ranges and fits, little enough for any network.</summary>
    public const int MaxWindows = 4096;

    /// <summary>What activations of all images may take in memory, in bytes; what has no room there is in files.</summary>
    public const long DefaultMemory = 1 << 27;

    // What is left of single precision for sums of products.
    private const float Greatest = 1e30f;

    private readonly NetworkDesign _software;
    private readonly IReadOnlyList<float[]> _images;
    private readonly int _seed;
    private readonly long _memory;
    private readonly int[] _lastUse;

    // By value, the first of them for the first layer's output; one is dropped after the last layer that reads it.
    private readonly ActivationStore?[] _softwareValues;
    private readonly ActivationStore?[] _chipValues;
    private long _used;
    private int _layer;

    /// <summary>Starts at the network's input.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">The calibration images, each [C, H, W] flattened; at least one. They are asked for again and again.</param>
    /// <param name="seed">Seed of the choice of windows.</param>
    /// <param name="memory">See <see cref="DefaultMemory"/>.</param>
    public CalibrationRun(NetworkDesign software, IReadOnlyList<float[]> images, int seed, long memory = DefaultMemory)
    {
        (_software, _images, _seed, _memory) = (software, images, seed, memory);
        _softwareValues = new ActivationStore?[software.Layers.Length + 1];
        _chipValues = new ActivationStore?[software.Layers.Length + 1];
        _lastUse = new int[software.Layers.Length + 1];
        for (var k = 0; k < software.Layers.Length; k++)
        {
            foreach (var input in software.Layers[k].Inputs)
                _lastUse[input] = k;
        }
    }

    /// <summary>A seeded sample of the windows of the next layer, which must be a convolution.</summary>
    /// <param name="layer">The layer, for a Toeplitz mapping the unrolled one.</param>
    /// <param name="input">Shape of its input, likewise.</param>
    /// <exception cref="CompilationException">It sees numbers that cannot be computed with (CBX0016).</exception>
    public LayerSamples Sample(Convolution layer, TensorShape input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        Check(layer.Name, "reads", layer.Inputs[0]);
        var gather = new WindowGather(layer.Window, input, layer.OutputShape);
        var rows = input.Channels * layer.Window.Taps;
        var count = (int)Math.Min((long)_images.Count * gather.Positions, MaxWindows);
        var samples = new LayerSamples(rows, count, _images.Count, new float[rows * count], new float[rows * count]) { ArePixels = layer.Inputs[0] == 0 };
        ParallelFailures.Run(_images.Count, n => Gather(layer.Inputs[0], gather, input.Channels, samples, n));
        return samples;
    }

    /// <summary>Sends all images through the next layer.</summary>
    /// <param name="chipLayer">The layer on the chip; the digital layer itself where it stays digital.</param>
    /// <param name="hardware">The chip.</param>
    /// <exception cref="CompilationException">A convolution gives numbers that cannot be computed with (CBX0016).</exception>
    public void Advance(Layer chipLayer, HardwareDesign hardware)
    {
        var layer = _software.Layers[_layer];
        var context = new LayerContext(_layer, [.. layer.Inputs.Select(_software.ShapeOf)], hardware, new CrossbarOptions());
        var isKept = _used + SizeOf(_layer + 1) <= _memory;
        _used += isKept ? SizeOf(_layer + 1) : 0;
        // One after the other: either kernel may hold as much as all weights.
        Through(layer, _softwareValues);
        Through(chipLayer, _chipValues);
        foreach (var input in layer.Inputs.Distinct())
        {
            if (_lastUse[input] == _layer)
                Drop(input);
        }

        _layer++;
        if (layer is Convolution)
            Check(layer.Name, "gives", _layer);

        void Through(Layer own, ActivationStore?[] values)
        {
            var kernel = own.Prepare(context);
            var outputs = values[_layer + 1] = new ActivationStore(_images.Count, layer.OutputShape.Length, isKept);
            ParallelFailures.Run(_images.Count, n => outputs.Put(n, Run(kernel, layer, input => Read(values, input, n))));
        }
    }

    /// <summary>Takes away what is in files.</summary>
    public void Dispose()
    {
        for (var value = 0; value < _chipValues.Length; value++)
            Drop(value);
    }

    // Both networks' activations.
    private long SizeOf(int value) => 2L * sizeof(float) * _images.Count * _software.Layers[value - 1].OutputShape.Length;

    private void Drop(int value)
    {
        if (_chipValues[value] is { IsInMemory: true })
            _used -= SizeOf(value);
        _softwareValues[value]?.Dispose();
        _chipValues[value]?.Dispose();
        (_softwareValues[value], _chipValues[value]) = (null, null);
    }

    private float[] Read(ActivationStore?[] values, int value, int image) => value == 0 ? _images[image] : values[value]!.Get(image);

    // Before a range or fit is made of them: those that are infinite have none.
    private void Check(string layer, string verb, int value)
    {
        for (var n = 0; n < _images.Count; n++)
        {
            float[] greatest = value == 0
                ? [ActivationStore.GreatestOf(_images[n])] : [_softwareValues[value]!.GreatestOf(n), _chipValues[value]!.GreatestOf(n)];
            foreach (var magnitude in greatest)
            {
                if (!(magnitude <= Greatest))
                {
                    throw new CompilationException(Descriptors.NotComputable, null, FormattableString.Invariant(
                        $"layer '{layer}' {verb} {magnitude:G2} for calibration image {n}, and sums of products have room for numbers up to {Greatest:G1}. Scale the images as the network was trained on (InputScale, InputMean, InputStd), or train it again."));
                }
            }
        }
    }

    private float[] Run(LayerKernel kernel, Layer layer, Func<int, float[]> read)
    {
        var values = new float[]?[_layer + 1];
        foreach (var input in layer.Inputs)
            values[input] ??= read(input);
        var output = new float[layer.OutputShape.Length];
        kernel.Run(new LayerBuffers(values!, layer.Inputs.AsSpan(), output, new float[kernel.ScratchLength]));
        return output;
    }

    // Image n owns the windows [n·Count/N, (n+1)·Count/N), so that the result does not depend on which image is gathered first.
    private void Gather(int value, WindowGather gather, int channels, LayerSamples samples, int image)
    {
        var random = RandomSequence.For(_seed, _layer, image);
        var first = (int)((long)image * samples.Count / samples.Images);
        var count = (int)((long)(image + 1) * samples.Count / samples.Images) - first;
        var positions = new int[gather.Positions];
        for (var p = 0; p < positions.Length; p++)
            positions[p] = p;
        var window = new float[samples.Rows];
        var (chip, software) = (Read(_chipValues, value, image), Read(_softwareValues, value, image));
        for (var k = 0; k < count; k++)
        {
            var chosen = k + random.NextBelow(positions.Length - k);
            (positions[k], positions[chosen]) = (positions[chosen], positions[k]);
            Place(chip, samples.Windows);
            Place(software, samples.SoftwareWindows);

            void Place(float[] activations, float[] windows)
            {
                gather.Gather(activations, 0, channels, positions[k], 1, 0, window, 1);
                for (var row = 0; row < window.Length; row++)
                    windows[(row * samples.Count) + first + k] = window[row];
            }
        }
    }
}
