using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Samples;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Compiler.Studies;

/// <summary>Every conversion on the same arrays (the content of the paper's figures 12 to 18, with Exact beside it).</summary>
public static class ConversionStudy
{
    private const int SyntheticInputs = 200;

    private static readonly ImmutableArray<(string Name, Func<ConversionOptions, ConversionOptions> Change)> Conversions =
    [
        ("None", c => c with { Method = ConversionMethod.None }),
        ("MaxInput", c => c with { Method = ConversionMethod.MaxInput }),
        ("Signal=Mean", c => c with { Method = ConversionMethod.Signal, Signal = ConversionSignal.Mean }),
        ("Exact", c => c with { Method = ConversionMethod.Exact }),
    ];

    private static readonly ImmutableArray<string> Varied = [nameof(CompilerOptions.Conversion), "ConversionSignal"];

    /// <summary>How its table is made: an item is an array with all its rows.</summary>
    public static StudyKind<ImmutableArray<ConversionStudyRow>, ConversionStudyRow> Kind { get; } = new("conversion", results => results.SelectMany(rows => rows));

    /// <summary>Studies synthetic kernels, each size in a single array.</summary>
    /// <param name="kinds">Kinds of kernels.</param>
    /// <param name="sizes">Rows and outputs.</param>
    /// <param name="sparsities">Shares of inputs that are 0.</param>
    /// <param name="options">Everything else: mapping, hardware, seed.</param>
    public static StudyPlan<ImmutableArray<ConversionStudyRow>, ConversionStudyRow> Synthetic(
        IReadOnlyList<KernelKind> kinds, IReadOnlyList<(int Rows, int Outputs)> sizes, IReadOnlyList<double> sparsities, CompilerOptions options)
    {
        var whole = options with { Mapping = options.Mapping with { MaxRows = 0, MaxColumns = 0 } };
        var items =
            from kind in kinds.Distinct()
            from size in sizes.Distinct()
            from conversion in Conversions
            select new StudyItem<ImmutableArray<ConversionStudyRow>>(
                FormattableString.Invariant($"{kind} {size.Rows}x{size.Outputs} {conversion.Name}"), _ => Study(kind, size.Rows, size.Outputs, conversion));
        return new(Kind, [.. items]) { IsSerialWithin = true, Varies = Varied };

        ImmutableArray<ConversionStudyRow> Study(KernelKind kind, int rows, int outputs, (string Name, Func<ConversionOptions, ConversionOptions> Change) conversion)
        {
            var layer = Layer(rows, outputs, SyntheticKernel.Weights(kind, rows, outputs, whole.Variation.Seed));
            var trial = ConversionTrial.Of(0, layer, new TensorShape(rows), whole);
            // The mean is that of the densest inputs studied, as a chip is converted once for all its data.
            var dense = SyntheticKernel.Inputs(rows, SyntheticInputs, sparsities.Min(), whole.Variation.Seed);
            var samples = new LayerSamples(rows, SyntheticInputs, SyntheticInputs, dense, dense);
            var inputs = sparsities.Distinct().Select(s => (s, SyntheticKernel.Inputs(rows, SyntheticInputs, s, whole.Variation.Seed)));
            return [.. Measure(kind.ToString(), trial, 0, samples, conversion.Name, whole with { Conversion = conversion.Change(whole.Conversion) }, inputs)];
        }
    }

    /// <summary>Studies every tile of a network on what its layers see of the calibration images.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="images">The images, each [C, H, W] flattened; at least one.</param>
    /// <param name="options">Mapping, hardware, limits, seed.</param>
    public static StudyPlan<ImmutableArray<ConversionStudyRow>, ConversionStudyRow> Network(NetworkDesign software, IReadOnlyList<float[]> images, CompilerOptions options)
    {
        var samples = new Lazy<Dictionary<int, LayerSamples>>(() => Sample(software, images, options));
        var items =
            from k in Enumerable.Range(0, software.Layers.Length)
            where software.Layers[k] is Convolution
            let trial = Trial(software, k, options)
            from t in Enumerable.Range(0, trial.Count)
            from conversion in Conversions
            select new StudyItem<ImmutableArray<ConversionStudyRow>>(
                FormattableString.Invariant($"{trial.Unrolled.Source.Name} {t} {conversion.Name}"), _ => Study(trial, t, samples.Value[k], conversion));
        return new(Kind, [.. items]) { IsSerialWithin = true, Varies = Varied };

        ImmutableArray<ConversionStudyRow> Study(ConversionTrial trial, int t, LayerSamples seen, (string Name, Func<ConversionOptions, ConversionOptions> Change) conversion)
        {
            var inputs = Inputs(trial.RowsOf(t), seen);
            var sparsity = inputs.Count(x => x == 0) / (double)inputs.Length;
            return [.. Measure($"{trial.Unrolled.Source.Name} {t}", trial, t, seen, conversion.Name, options with { Conversion = conversion.Change(options.Conversion) }, [(sparsity, inputs)])];
        }
    }

    private static ConversionTrial Trial(NetworkDesign software, int k, CompilerOptions options) =>
        ConversionTrial.Of(k, (Convolution)software.Layers[k], software.ShapeOf(software.Layers[k].Inputs[0]), options);

    private static Dictionary<int, LayerSamples> Sample(NetworkDesign software, IReadOnlyList<float[]> images, CompilerOptions options)
    {
        using var run = new CalibrationRun(software, images, options.Variation.Seed);
        var hardware = options.ToHardware();
        var samples = new Dictionary<int, LayerSamples>();
        for (var k = 0; k < software.Layers.Length; k++)
        {
            if (software.Layers[k] is Convolution)
            {
                var unrolled = Trial(software, k, options).Unrolled;
                samples[k] = run.Sample(unrolled.Source, unrolled.InputShape);
            }

            run.Advance(software.Layers[k], hardware);
        }

        return samples;
    }

    // What the DACs put on the rows: activations less the least of them, so that 0 V is the least. There are no DACs here, and so no range of theirs.
    private static float[] Inputs(RowBlock rows, LayerSamples samples)
    {
        var low = Math.Min(0, samples.Windows.Min());
        return Array.ConvertAll(samples.Of(rows).ToArray(), x => x - low);
    }

    private static Convolution Layer(int rows, int outputs, float[] weights) => new()
    {
        Name = "synthetic",
        Inputs = [0],
        OutputShape = new TensorShape(outputs),
        Window = WindowGeometry.Point,
        Weights = [.. Enumerable.Range(0, weights.Length).Select(k => weights[(k % rows * outputs) + (k / rows)])],
        Bias = [.. new float[outputs]],
    };

    private static ConversionStudyRow[] Measure(
        string kernel,
        ConversionTrial trial,
        int array,
        LayerSamples samples,
        string name,
        CompilerOptions options,
        IEnumerable<(double Sparsity, float[] Inputs)> inputs)
    {
        try
        {
            return SolvedCircuits.Run(() =>
            {
                var programmed = trial.Convert(array, samples, options);
                return inputs.Select(set => Row(kernel, programmed, name, set.Sparsity, set.Inputs, options)).ToArray();
            });
        }
        catch (CompilationException failure) when (failure.IsAboutTheChip)
        {
            return [new ConversionStudyRow(
                kernel, trial.RowsOf(array).Count, trial.OutputsOf(array), 0, name, null, null, null, null, null, null, null, null, null, null, null, null, failure.Summary)];
        }
    }

    private static ConversionStudyRow Row(
        string kernel, ProgrammedArray programmed, string name, double sparsity, float[] inputs, CompilerOptions options)
    {
        var e = OutputErrors.Measure(programmed, inputs, inputs.Length / programmed.RowCount, options.ToHardware());
        return new ConversionStudyRow(
            kernel, programmed.RowCount, programmed.OutputCount, sparsity, name, programmed.Quality.UsedRange, programmed.Window.Floor, programmed.Quality.Solves, programmed.Outcome.Impossible.Count,
            e.Mean.Mean, e.Mean.Low, e.Mean.High, e.Worst, Bits(e.Mean.Mean), Bits(e.Worst), e.FittedMean, e.FittedWorst,
            programmed.Outcome.IsConverged ? "" : FormattableString.Invariant($"not exact: off by {100 * programmed.Quality.WorstError:G2} % of its range"));
    }

    private static double? Bits(double error) => error > 0 ? Math.Log2(1 / error) : null;
}
