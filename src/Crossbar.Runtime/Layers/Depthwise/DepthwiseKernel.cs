namespace Crossbar.Runtime.Layers.Depthwise;

/// <summary>
/// Runs a depthwise layer of the digital network, each output of one channel alone: block by block of channels, which are the registers' lanes, so that
/// weights are registers too. Bias and what follows the layer are done before sums leave the registers.
/// </summary>
internal sealed unsafe class DepthwiseKernel : LayerKernel
{
    private const int Strip = 4;

    private readonly DepthwisePlan _plan;
    private readonly int _channels;
    private readonly int _inputLength;

    // Block by block: [taps, lanes] weights, then biases.
    private readonly AlignedMemory _constants;

    /// <summary>Lays the layer's constants out.</summary>
    /// <param name="plan">How images are laid out.</param>
    /// <param name="input">Shape of the image, [C, H, W].</param>
    /// <param name="weights">The weights, [channels, taps].</param>
    /// <param name="bias">One per channel.</param>
    public DepthwiseKernel(DepthwisePlan plan, TensorShape input, ReadOnlySpan<float> weights, ReadOnlySpan<float> bias)
    {
        (_plan, _channels, _inputLength) = (plan, input.Channels, input.Length);
        var (lanes, taps) = (plan.Lanes, plan.Taps.Length);
        _constants = new AlignedMemory(plan.BlockCount * ConstantsOfBlock);
        var constants = _constants.Span;
        for (var c = 0; c < _channels; c++)
        {
            var place = (c / lanes * ConstantsOfBlock) + (c % lanes);
            for (var tap = 0; tap < taps; tap++, place += lanes)
                constants[place] = weights[(c * taps) + tap];
            constants[place] = bias[c];
        }
    }

    public override int ScratchLength => PlanesLength + ResultsLength;

    public override bool Finishes => true;

    private int ConstantsOfBlock => (_plan.Taps.Length + 1) * _plan.Lanes;

    private int Positions => _plan.Starts.Length;

    private int PlanesLength => AlignedMemory.WholeLines(_plan.PlanesLength);

    private int ResultsLength => Positions * _plan.Lanes;

    public override void Run(in LayerBuffers buffers)
    {
        var image = buffers.Input(0)[.._inputLength];
        var planes = buffers.Scratch[..PlanesLength];
        var results = buffers.Scratch.Slice(PlanesLength, ResultsLength);
        _plan.Pad(planes);
        // What is added lies channel by channel.
        var (floor, ceiling) = buffers.Summand.IsEmpty ? (buffers.Floor, buffers.Ceiling) : (float.NegativeInfinity, float.PositiveInfinity);
        for (var block = 0; block < _plan.BlockCount; block++)
        {
            _plan.LayOut(image, block, planes);
            Read(block, planes, floor, ceiling, results);
            var (first, length) = (block * _plan.Lanes * Positions, _plan.ChannelsOf(block) * Positions);
            var output = buffers.Output.Slice(first, length);
            fixed (float* source = results, destination = output)
                Transposition.Transpose(source, _plan.Lanes, Positions, _plan.ChannelsOf(block), destination, Positions);
            if (!buffers.Summand.IsEmpty)
                Elementwise.AddAndClamp(output, buffers.Summand.Slice(first, length), buffers.Floor, buffers.Ceiling, output);
        }
    }

    private void Read(int block, ReadOnlySpan<float> planes, float floor, float ceiling, Span<float> results)
    {
        var constants = _constants.Pointer + (block * ConstantsOfBlock);
        fixed (float* image = planes, destination = results)
        {
            if (_plan.Lanes == Lanes512.Count)
                Read<Lanes512>(image, constants, floor, ceiling, destination);
            else if (_plan.Lanes == Lanes256.Count)
                Read<Lanes256>(image, constants, floor, ceiling, destination);
            else
                Read<Lanes128>(image, constants, floor, ceiling, destination);
        }
    }

    // Positions in strips that share what is read of the weights; the last ends with the last position, and does some once more.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Read<T>(float* image, float* weights, float floor, float ceiling, float* results)
        where T : struct, ILanes<T>
    {
        var taps = _plan.Taps.Length;
        var (bias, low, high) = (T.Load(weights + (taps * T.Count)), T.Broadcast(floor), T.Broadcast(ceiling));
        fixed (int* starts = _plan.Starts, offsets = _plan.Taps)
        {
            var p = 0;
            for (; p < Positions && Positions >= Strip; p += Strip)
            {
                p = Math.Min(p, Positions - Strip);
                float* first = image + starts[p], second = image + starts[p + 1], third = image + starts[p + 2], fourth = image + starts[p + 3];
                T sum = T.Zero, secondSum = T.Zero, thirdSum = T.Zero, fourthSum = T.Zero;
                var weight = weights;
                for (var tap = 0; tap < taps; tap++, weight += T.Count)
                {
                    var offset = offsets[tap];
                    var w = T.Load(weight);
                    sum = T.MultiplyAdd(w, T.Load(first + offset), sum);
                    secondSum = T.MultiplyAdd(w, T.Load(second + offset), secondSum);
                    thirdSum = T.MultiplyAdd(w, T.Load(third + offset), thirdSum);
                    fourthSum = T.MultiplyAdd(w, T.Load(fourth + offset), fourthSum);
                }

                var result = results + (p * T.Count);
                T.Store(T.Min(high, T.Max(low, sum + bias)), result);
                T.Store(T.Min(high, T.Max(low, secondSum + bias)), result + T.Count);
                T.Store(T.Min(high, T.Max(low, thirdSum + bias)), result + (2 * T.Count));
                T.Store(T.Min(high, T.Max(low, fourthSum + bias)), result + (3 * T.Count));
            }

            for (; p < Positions; p++)
            {
                var sum = T.Zero;
                for (var tap = 0; tap < taps; tap++)
                    sum = T.MultiplyAdd(T.Load(weights + (tap * T.Count)), T.Load(image + starts[p] + offsets[tap]), sum);
                T.Store(T.Min(high, T.Max(low, sum + bias)), results + (p * T.Count));
            }
        }
    }
}
