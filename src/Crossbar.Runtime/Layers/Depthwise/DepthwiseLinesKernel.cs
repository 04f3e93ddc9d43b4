using Crossbar.Runtime.Layers.Windows;

namespace Crossbar.Runtime.Layers.Depthwise;

/// <summary>
/// Runs a depthwise layer of the digital network whose lines fill registers: channel by channel, each laid out in a plane that stays in the nearest cache.
/// Bias and what follows the layer are done before sums leave the registers.
/// </summary>
internal sealed unsafe class DepthwiseLinesKernel : LayerKernel
{
    private const int Strip = 4;

    private readonly PaddedImage _image;
    private readonly int _area;
    private readonly int _positions;
    private readonly int _lanes;
    private readonly float[] _weights;
    private readonly float[] _bias;
    private readonly int[] _taps;

    // Where each register of outputs reads its first tap, and where it goes. The last of a line ends with it, and does some once more.
    private readonly int[] _starts;
    private readonly int[] _targets;

    /// <summary>Plans a layer.</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="output">Shape of the layer's output, [C, Ho, Wo].</param>
    /// <param name="weights">The weights, [channels, taps].</param>
    /// <param name="bias">One per channel.</param>
    public DepthwiseLinesKernel(WindowGeometry window, TensorShape input, TensorShape output, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        _image = new PaddedImage(window, input, output.Height, output.Width, joinsLines: true);
        (_area, _positions, _lanes) = (input.Height * input.Width, output.Height * output.Width, LanesOf(output.Width));
        (_weights, _bias) = (weights.ToArray(), bias.ToArray());
        _taps = new int[window.Taps];
        for (var tap = 0; tap < _taps.Length; tap++)
            _taps[tap] = (tap / window.KernelWidth * window.DilationY * _image.LineLength) + _image.OffsetInLine(tap % window.KernelWidth);
        var perLine = (output.Width + _lanes - 1) / _lanes;
        (_starts, _targets) = (new int[output.Height * perLine], new int[output.Height * perLine]);
        for (var r = 0; r < _starts.Length; r++)
        {
            var (y, x) = (r / perLine, Math.Min(r % perLine * _lanes, output.Width - _lanes));
            (_starts[r], _targets[r]) = ((y * window.StrideY * _image.LineLength) + x, (y * output.Width) + x);
        }
    }

    public override int ScratchLength => _image.PlaneLength;

    public override bool Finishes => true;

    /// <summary>Whether a layer's lines fill registers; channels do where they are shorter (<see cref="DepthwiseKernel"/>).</summary>
    /// <param name="window">How the window slides.</param>
    /// <param name="output">Shape of the layer's output, [C, Ho, Wo].</param>
    public static bool Suits(WindowGeometry window, TensorShape output) => output.Width >= Lanes512.Count && window is { PadTop: >= 0, PadLeft: >= 0 };

    public override void Run(in LayerBuffers buffers)
    {
        var image = buffers.Input(0)[..(_bias.Length * _area)];
        var plane = buffers.Scratch[..ScratchLength];
        // No channel is written to what lies around it.
        if (!_image.IsImage)
            plane.Clear();
        for (var channel = 0; channel < _bias.Length; channel++)
        {
            ReadOnlySpan<float> pixels = image.Slice(channel * _area, _area);
            if (!_image.IsImage)
            {
                _image.LayOut(pixels, null, plane, []);
                pixels = plane;
            }

            var output = buffers.Output.Slice(channel * _positions, _positions);
            var summand = buffers.Summand.IsEmpty ? default : buffers.Summand.Slice(channel * _positions, _positions);
            fixed (float* source = pixels, added = summand, destination = output)
            {
                if (_lanes == Lanes512.Count)
                    Read<Lanes512>(source, channel, added, buffers.Floor, buffers.Ceiling, destination);
                else if (_lanes == Lanes256.Count)
                    Read<Lanes256>(source, channel, added, buffers.Floor, buffers.Ceiling, destination);
                else if (_lanes == Lanes128.Count)
                    Read<Lanes128>(source, channel, added, buffers.Floor, buffers.Ceiling, destination);
                else
                    Read<LanesScalar>(source, channel, added, buffers.Floor, buffers.Ceiling, destination);
            }
        }
    }

    private static int LanesOf(int width) =>
        Lanes512.IsSupported && width >= Lanes512.Count ? Lanes512.Count
        : Lanes256.IsSupported ? Lanes256.Count
        : Lanes128.IsSupported ? Lanes128.Count
        : LanesScalar.Count;

    // Registers in strips that share what is read of the weights; the last strip ends with the last register.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Read<T>(float* plane, int channel, float* summand, float floor, float ceiling, float* outputs)
        where T : struct, ILanes<T>
    {
        var (bias, low, high) = (T.Broadcast(_bias[channel]), T.Broadcast(floor), T.Broadcast(ceiling));
        var (taps, count) = (_taps.Length, _starts.Length);
        fixed (float* weights = &_weights[channel * taps])
        fixed (int* starts = _starts, targets = _targets, offsets = _taps)
        {
            var r = 0;
            for (; r < count && count >= Strip; r += Strip)
            {
                r = Math.Min(r, count - Strip);
                float* first = plane + starts[r], second = plane + starts[r + 1], third = plane + starts[r + 2], fourth = plane + starts[r + 3];
                T sum = T.Zero, secondSum = T.Zero, thirdSum = T.Zero, fourthSum = T.Zero;
                for (var tap = 0; tap < taps; tap++)
                {
                    var offset = offsets[tap];
                    var w = T.Broadcast(weights[tap]);
                    sum = T.MultiplyAdd(w, T.Load(first + offset), sum);
                    secondSum = T.MultiplyAdd(w, T.Load(second + offset), secondSum);
                    thirdSum = T.MultiplyAdd(w, T.Load(third + offset), thirdSum);
                    fourthSum = T.MultiplyAdd(w, T.Load(fourth + offset), fourthSum);
                }

                Store(sum + bias, low, high, targets[r], summand, outputs);
                Store(secondSum + bias, low, high, targets[r + 1], summand, outputs);
                Store(thirdSum + bias, low, high, targets[r + 2], summand, outputs);
                Store(fourthSum + bias, low, high, targets[r + 3], summand, outputs);
            }

            for (; r < count; r++)
            {
                var sum = T.Zero;
                for (var tap = 0; tap < taps; tap++)
                    sum = T.MultiplyAdd(T.Broadcast(weights[tap]), T.Load(plane + starts[r] + offsets[tap]), sum);
                Store(sum + bias, low, high, targets[r], summand, outputs);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<T>(T value, T low, T high, int target, float* summand, float* outputs)
        where T : struct, ILanes<T>
    {
        if (summand != null)
            value += T.Load(summand + target);
        T.Store(T.Min(high, T.Max(low, value)), outputs + target);
    }
}
