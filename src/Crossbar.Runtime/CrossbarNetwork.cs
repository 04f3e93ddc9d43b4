using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Runtime;

/// <summary>A network ready to run: one simulated chip. Thread-safe; after warm-up a prediction allocates nothing.</summary>
public sealed class CrossbarNetwork
{
    private readonly LayerKernel[] _kernels;
    private readonly ImmutableArray<ExecutionStep> _steps;
    private readonly Stack<NetworkState> _idle = new();
    private readonly bool _endsInSoftmax;
    private readonly int[] _buffers;
    private readonly int _batchSize;
    private readonly FixedPointFormat? _inputFormat;

    /// <summary>Prepares a network: solves the transfer matrix of every array and packs the tables.</summary>
    /// <param name="design">The network.</param>
    /// <param name="options">What differs from the design; null for nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option lies out of its range.</exception>
    /// <exception cref="InvalidOperationException">An age or temperature is asked of devices that have no law of it.</exception>
    /// <exception cref="NotSupportedException">Fixed-point arithmetic is asked of a layer that has none.</exception>
    public CrossbarNetwork(NetworkDesign design, CrossbarOptions? options = null)
    {
        Design = design;
        Options = options ?? new CrossbarOptions();
        Options.Validate();
        if (Options.Refusal(design.Hardware.Device) is { } refusal)
            throw new InvalidOperationException(refusal);
        var fixedPoint = Options.Arithmetic == Arithmetic.FixedPoint ? FixedPointNetwork.Of(design.InputShape, design.Layers, design.Hardware, Options) : null;
        _inputFormat = fixedPoint?.Formats[0];
        _kernels = new LayerKernel[design.Layers.Length];
        // Layer by layer: each prepares its arrays in parallel, and MaxThreads stays a limit.
        for (var k = 0; k < _kernels.Length; k++)
            _kernels[k] = Prepare(k, fixedPoint);
        _steps = ExecutionPlan.Fused(design, _kernels);
        _buffers = ExecutionPlan.Buffers(design, _steps);
        _batchSize = ExecutionPlan.BatchSize(design, _steps);
        _endsInSoftmax = design.Layers.Length > 0 && design.Layers[^1] is Softmax;
        Labels = design.Labels.IsEmpty
            ? [.. Enumerable.Range(0, ClassCount).Select(k => k.ToString(CultureInfo.InvariantCulture))]
            : design.Labels;
    }

    /// <summary>What this network was made from.</summary>
    public NetworkDesign Design { get; }

    /// <summary>The options it was made with.</summary>
    public CrossbarOptions Options { get; }

    /// <summary>One name a class: the design's, or the class numbers.</summary>
    public ImmutableArray<string> Labels { get; }

    /// <summary>Number of scores that a prediction gives.</summary>
    public int ClassCount => Design.OutputShape.Length;

    /// <summary>Computes the scores of one image.</summary>
    /// <param name="image">The image, flattened as <see cref="NetworkDesign.InputShape"/> says.</param>
    /// <param name="scores">Receives one score a class.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value of the image is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">A score is NaN or +∞: the image's numbers grow beyond single precision.</exception>
    public void Predict(ReadOnlySpan<float> image, Span<float> scores)
    {
        CheckImage(image);
        CheckScores(scores);
        var state = Rent();
        image.CopyTo(state.Input(0));
        Run(state, scores);
        Return(state);
    }

    /// <summary>Computes the scores of byte pixels, scaled by <see cref="NetworkDesign.Normalization"/>.</summary>
    /// <param name="pixels">The image, flattened as <see cref="NetworkDesign.InputShape"/> says.</param>
    /// <param name="scores">Receives one score a class.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArithmeticException">A score is NaN or +∞: the image's numbers grow beyond single precision.</exception>
    public void Predict(ReadOnlySpan<byte> pixels, Span<float> scores)
    {
        CheckLength(pixels.Length, Design.InputShape, nameof(pixels));
        CheckScores(scores);
        var state = Rent();
        Design.Normalization.Apply(pixels, Design.InputShape.Channels, state.Input(0));
        Run(state, scores);
        Return(state);
    }

    /// <summary>Names the class of one image.</summary>
    /// <param name="image">The image, flattened as <see cref="NetworkDesign.InputShape"/> says.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a value of the image is NaN or infinite.</exception>
    /// <exception cref="ArithmeticException">No class has the greatest score: one is NaN or +∞, or all are −∞.</exception>
    public Classification Classify(ReadOnlySpan<float> image)
    {
        CheckImage(image);
        var state = Rent();
        image.CopyTo(state.Input(0));
        state.Run(1);
        return Classified(state);
    }

    /// <summary>Names the class of one image of byte pixels, scaled by <see cref="NetworkDesign.Normalization"/>.</summary>
    /// <param name="pixels">The image, flattened as <see cref="NetworkDesign.InputShape"/> says.</param>
    /// <exception cref="ArgumentException">The length does not fit.</exception>
    /// <exception cref="ArithmeticException">No class has the greatest score: one is NaN or +∞, or all are −∞.</exception>
    public Classification Classify(ReadOnlySpan<byte> pixels)
    {
        CheckLength(pixels.Length, Design.InputShape, nameof(pixels));
        var state = Rent();
        Design.Normalization.Apply(pixels, Design.InputShape.Channels, state.Input(0));
        state.Run(1);
        return Classified(state);
    }

    /// <summary>Computes the scores of many images, on all cores (see <see cref="CrossbarOptions.MaxThreads"/>).</summary>
    /// <param name="images">N images one after the other, [N, C, H, W].</param>
    /// <param name="scores">Receives N rows of scores, [N, classes]; after an exception what it holds is undefined.</param>
    /// <exception cref="ArgumentException">A length does not fit, or a value of an image is NaN or infinite; names the first such image.</exception>
    /// <exception cref="ArithmeticException">A score is NaN or +∞; names the first such image.</exception>
    public void PredictBatch(ReadOnlyMemory<float> images, Memory<float> scores)
    {
        var count = CountImages(images);
        if (scores.Length != count * ClassCount)
            throw new ArgumentException($"{count} images give {count * ClassCount} scores, but there is room for {scores.Length}.", nameof(scores));
        RunBatches(images, count, isClassified: false, (state, first, images) =>
        {
            for (var image = 0; image < images; image++)
                state.Output(image).CopyTo(scores.Span.Slice((first + image) * ClassCount, ClassCount));
        });
    }

    /// <summary>Names the classes of many images, on all cores (see <see cref="CrossbarOptions.MaxThreads"/>).</summary>
    /// <param name="images">N images one after the other, [N, C, H, W].</param>
    /// <returns>N classifications, in the images' order.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of an image's, or a value is NaN or infinite; names the first such image.</exception>
    /// <exception cref="ArithmeticException">No class has the greatest score: one is NaN or +∞, or all are −∞; names the first such image.</exception>
    public Classification[] ClassifyBatch(ReadOnlyMemory<float> images)
    {
        var results = new Classification[CountImages(images)];
        RunBatches(images, results.Length, isClassified: true, (state, first, images) =>
        {
            for (var image = 0; image < images; image++)
                results[first + image] = ClassOf(state.Output(image));
        });
        return results;
    }

    /// <summary>Computes every value of the network for one image: what calibration and reports look at.</summary>
    /// <param name="image">The image, flattened as <see cref="NetworkDesign.InputShape"/> says.</param>
    /// <returns>Value 0 is the input, value k the output of layer k - 1; the arrays are the caller's.</returns>
    /// <exception cref="ArgumentException">The length does not fit, or a value of the image is NaN or infinite.</exception>
    public float[][] Trace(ReadOnlySpan<float> image)
    {
        CheckImage(image);
        var state = new NetworkState(Design, _kernels, ExecutionPlan.LayerByLayer(Design), [.. Enumerable.Range(0, Design.Layers.Length + 1)], _inputFormat);
        image.CopyTo(state.Input(0));
        state.Run(1);
        return state.Values(0);
    }

    /// <summary>What the crossbar layers are made of, for people: its text is a table.</summary>
    public NetworkSummary Summarize() => NetworkSummary.Of(Design);

    private LayerKernel Prepare(int index, FixedPointNetwork? fixedPoint)
    {
        var layer = Design.Layers[index];
        var context = new LayerContext(index, [.. layer.Inputs.Select(Design.ShapeOf)], Design.Hardware, Options);
        return fixedPoint is null ? layer.Prepare(context) : fixedPoint.Layers[index].Prepare(context);
    }

    private Classification Classified(NetworkState state)
    {
        if (ImageNumbers.FailureOf(state.Output(0), isClassified: true) is { } failure)
            throw failure;
        var result = ClassOf(state.Output(0));
        Return(state);
        return result;
    }

    private Classification ClassOf(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var k = 1; k < scores.Length; k++)
        {
            if (scores[k] > scores[best])
                best = k;
        }

        return new Classification(best, Labels[best], scores[best], _endsInSoftmax ? scores[best] : ProbabilityOf(best, scores));
    }

    // Several images per thread at once where there are enough for all threads; `results` receives a first image and how many.
    private void RunBatches(ReadOnlyMemory<float> images, int count, bool isClassified, Action<NetworkState, int, int> results)
    {
        var (refused, failed) = (new FirstFailure(), new FirstFailure());
        var parallelism = Options.Parallelism;
        var threads = Math.Min(parallelism.MaxDegreeOfParallelism, Environment.ProcessorCount);
        // As many batches for every thread, and nearly the same number of images in each.
        var rounds = (count + (threads * _batchSize) - 1) / (threads * _batchSize);
        var batches = Math.Min(count, rounds * threads);
        var length = Design.InputShape.Length;
        Parallel.For(0, batches, parallelism, batch =>
        {
            var first = (int)((long)batch * count / batches);
            var present = (int)(((long)batch + 1) * count / batches) - first;
            for (var image = first; image < first + present; image++)
                refused.Add(image, ImageNumbers.RefusalOf(images.Span.Slice(image * length, length), nameof(images), image));
            if (refused.Any)
                return;
            var state = Rent();
            state.MakeRoom(present);
            for (var image = 0; image < present; image++)
                images.Span.Slice((first + image) * length, length).CopyTo(state.Input(image));
            state.Run(present);
            for (var image = 0; image < present; image++)
                failed.Add(first + image, ImageNumbers.FailureOf(state.Output(image), isClassified, first + image));
            if (!failed.Any)
                results(state, first, present);
            Return(state);
        });
        refused.Throw();
        failed.Throw();
    }

    private static float ProbabilityOf(int index, ReadOnlySpan<float> scores)
    {
        var sum = 0f;
        foreach (var score in scores)
            sum += MathF.Exp(score - scores[index]);
        return 1 / sum;
    }

    private static void Run(NetworkState state, Span<float> scores)
    {
        state.Run(1);
        if (ImageNumbers.FailureOf(state.Output(0), isClassified: false) is { } failure)
            throw failure;
        state.Output(0).CopyTo(scores);
    }

    private NetworkState Rent()
    {
        lock (_idle)
        {
            if (_idle.TryPop(out var state))
                return state;
        }

        return new NetworkState(Design, _kernels, _steps, _buffers, _inputFormat);
    }

    private void Return(NetworkState state)
    {
        lock (_idle)
            _idle.Push(state);
    }

    private int CountImages(ReadOnlyMemory<float> images)
    {
        if (images.Length % Design.InputShape.Length != 0)
            throw new ArgumentException($"{images.Length} values are not a whole number of images of {Design.InputShape} = {Design.InputShape.Length} values.", nameof(images));
        return images.Length / Design.InputShape.Length;
    }

    private void CheckImage(ReadOnlySpan<float> image)
    {
        CheckLength(image.Length, Design.InputShape, nameof(image));
        if (ImageNumbers.RefusalOf(image, nameof(image)) is { } refusal)
            throw refusal;
    }

    private void CheckScores(ReadOnlySpan<float> scores)
    {
        if (scores.Length != ClassCount)
            throw new ArgumentException($"The network gives {ClassCount} scores, but there is room for {scores.Length}.", nameof(scores));
    }

    private static void CheckLength(int length, TensorShape shape, string parameter)
    {
        if (length != shape.Length)
            throw new ArgumentException($"The network's input is {shape} = {shape.Length} values, but {length} were given.", parameter);
    }
}
