using System.Numerics.Tensors;
using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Compiler.Samples;

/// <summary>
/// The calibration images on their way through the digital network and, beside it, through the chip as far as it is calibrated.
/// Each layer is so calibrated on what the converters before it let through, towards what the digital network computes.
/// </summary>
public sealed class CalibrationRun
{
    /// <summary>Maximum number of windows kept of one layer: enough for ranges and fits, little enough for any network.</summary>
    public const int MaxWindows = 4096;

    // What is left of single precision for sums of products.
    private const float Greatest = 1e30f;

    private readonly NetworkDesign _software;
    private readonly int _seed;
    private readonly int[] _lastUse;

    // [image][value]; a value is dropped after the last layer that reads it.
    private readonly float[]?[][] _softwareValues;
    private readonly float[]?[][] _chipValues;
    private int _layer;

    /// <summary>Starts at the network's input.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">The calibration images, each [C, H, W] flattened; at least one.</param>
    /// <param name="seed">Seed of the choice of windows.</param>
    public CalibrationRun(NetworkDesign software, IReadOnlyList<float[]> images, int seed)
    {
        _software = software;
        _seed = seed;
        _softwareValues = [.. images.Select(image => Start(image, software))];
        _chipValues = [.. images.Select(image => Start(image, software))];
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
        var count = (int)Math.Min((long)_chipValues.Length * gather.Positions, MaxWindows);
        var samples = new LayerSamples(rows, count, _chipValues.Length, new float[rows * count], new float[rows * count]) { ArePixels = layer.Inputs[0] == 0 };
        ParallelFailures.Run(_chipValues.Length, n => Gather(layer.Inputs[0], gather, input.Channels, samples, n));
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
        var softwareKernel = layer.Prepare(context);
        var chipKernel = ReferenceEquals(layer, chipLayer) ? softwareKernel : chipLayer.Prepare(context);
        ParallelFailures.Run(_chipValues.Length, n =>
        {
            Run(softwareKernel, layer, _softwareValues[n]);
            Run(chipKernel, layer, _chipValues[n]);
        });
        _layer++;
        if (layer is Convolution)
            Check(layer.Name, "gives", _layer);
    }

    // Before a range or fit is made of them: those that are infinite have none.
    private void Check(string layer, string verb, int value)
    {
        for (var n = 0; n < _chipValues.Length; n++)
        {
            foreach (var values in new[] { _softwareValues[n][value]!, _chipValues[n][value]! })
            {
                var greatest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(values));
                if (!(greatest <= Greatest))
                {
                    throw new CompilationException(Descriptors.NotComputable, null, FormattableString.Invariant(
                        $"layer '{layer}' {verb} {greatest:G2} for calibration image {n}, and sums of products have room for numbers up to {Greatest:G1}. Scale the images as the network was trained on (InputScale, InputMean, InputStd), or train it again."));
                }
            }
        }
    }

    private static float[]?[] Start(float[] image, NetworkDesign design)
    {
        var values = new float[]?[design.Layers.Length + 1];
        values[0] = image;
        return values;
    }

    private void Run(LayerKernel kernel, Layer layer, float[]?[] values)
    {
        var output = new float[layer.OutputShape.Length];
        kernel.Run(new LayerBuffers(values!, layer.Inputs.AsSpan(), output, new float[kernel.ScratchLength]));
        values[_layer + 1] = output;
        foreach (var input in layer.Inputs)
        {
            if (_lastUse[input] == _layer)
                values[input] = null;
        }
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
        for (var k = 0; k < count; k++)
        {
            var chosen = k + random.NextBelow(positions.Length - k);
            (positions[k], positions[chosen]) = (positions[chosen], positions[k]);
            Place(_chipValues[image][value]!, samples.Windows);
            Place(_softwareValues[image][value]!, samples.SoftwareWindows);

            void Place(float[] activations, float[] windows)
            {
                gather.Gather(activations, 0, channels, positions[k], 1, 0, window, 1);
                for (var row = 0; row < window.Length; row++)
                    windows[(row * samples.Count) + first + k] = window[row];
            }
        }
    }
}
