using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>Looks for the copies of a network's arrays that a number of arrays or a rate asks for.</summary>
internal sealed class CopySearch
{
    // What is a whole number of cycles stays one in floating point.
    private const double Slack = 1e-9;

    // How often copies are tried that are more than layers need alone.
    private const int Attempts = 16;

    // Of a time per image: to less than a hundredth of a cycle, whatever it is.
    private const int Halvings = 64;

    // Layers that take less than such a part of the time hold nobody up.
    private const int Idle = 8;

    // By what part the time that is aimed at is shortened then.
    private const int Steps = 48;

    // Clocks that are tried beyond the one that the slowest layer asks for.
    private static readonly double[] Margins = [1, 1.05, 1.1, 1.25, 1.5, 2];

    private readonly NetworkDesign _design;
    private readonly CompilerOptions _options;
    private readonly LayerPipeline _pipeline;
    private readonly StagePace _pace;
    private readonly int[] _layers;
    private readonly long[] _arrays;

    // Cycles per image that are asked for; 0 for as few as can be.
    private readonly double _goal;
    private readonly double _least;

    /// <summary>Takes a network.</summary>
    /// <param name="design">The network on crossbars.</param>
    /// <param name="options">Clock, duration of a read, rate of ADCs, number of arrays, rate.</param>
    public CopySearch(NetworkDesign design, CompilerOptions options)
    {
        (_design, _options) = (design, options);
        (Timing, ColumnsPerAdc) = TimingOf(design, options);
        _pipeline = LayerPipeline.Of(design);
        _pace = new StagePace(_pipeline, Timing);
        _layers = [.. Enumerable.Range(0, _pipeline.Stages.Length)];
        _arrays = Array.ConvertAll(_layers, k => design.Layers[k] is CrossbarConvolution crossbars ? (long)crossbars.Tiles.Sum(tile => tile.Layout.ArrayCount) : 0);
        _goal = Wanted is { } rate ? options.Pipeline.ClockFrequency / rate * (1 + Slack) : 0;
        _least = CanCopy ? _layers.Select(_pace.Least).DefaultIfEmpty(1).Max() : 0;
    }

    /// <summary>How long arrays take.</summary>
    public ArrayTiming Timing { get; }

    /// <summary>Columns that share an ADC, at most; 0 where neurons count spikes.</summary>
    public int ColumnsPerAdc { get; }

    private double? Wanted => _options.Pipeline.TargetRate;

    private int Most => _options.Pipeline.MaxArrays;

    private bool CanCopy => Most > 0 || Wanted is not null;

    /// <summary>Looks for them.</summary>
    /// <returns>Copies of each layer's arrays, and whether they are too slow for the rate that is asked for.</returns>
    /// <exception cref="CompilationException">The chip has fewer arrays than the network needs (CBX0112).</exception>
    public (ImmutableArray<int> Copies, bool IsShort) Find()
    {
        if (Most > 0 && _arrays.Sum() > Most)
            throw new CompilationException(Descriptors.TooFewArrays, null, Most, _arrays.Sum());
        if (!CanCopy)
            return ([.. _design.Layers.Select(_ => 1)], false);

        // The shortest time that there are arrays enough for, but no shorter than is asked for; to a part of a cycle.
        var low = Math.Max(_least, _goal);
        var high = Math.Max(low, _layers.Select(k => _pace.Of(k, 1)).DefaultIfEmpty(1).Max());
        if (IsAffordable(low))
            high = low;
        for (var halving = 0; halving < Halvings && high - low > 0.01; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = IsAffordable(middle) ? (low, middle) : (middle, high);
        }

        low = high;
        // Branches that wait for each other take longer than any layer alone: then shorter times are aimed at, and where there are none, more copies of what has some.
        var aim = Wanted is null ? low : _goal;
        var (best, candidate, further) = (Paced(CopiesFor(low)), CopiesFor(low), 0);
        for (var attempt = 0; attempt < Attempts && best.Interval > aim * (1 + Slack); attempt++)
        {
            var more = candidate;
            while (more.SequenceEqual(candidate) && further / 2 < Timing.Period)
            {
                (low, further) = low > _least ? (Math.Max(_least, low - (low / Steps)), 0) : (low, further + 1);
                more = CopiesFor(low, further);
            }

            if (more.SequenceEqual(candidate) || (Most > 0 && ArraysOf(more) > Most))
                break;
            candidate = more;
            if (Paced(more) is var paced && paced.Interval < best.Interval * (1 - Slack))
                best = paced;
        }

        return (best.Copies, Wanted is not null && best.Interval > _goal);

        (ImmutableArray<int> Copies, double Interval) Paced(ImmutableArray<int> some) => (some, _pipeline.PaceOf(Timing, some).Interval);
    }

    /// <summary>Says how many images per second copies give, and what would give as many as are asked for; that has been tried.</summary>
    /// <param name="copies">Too few copies.</param>
    public string Advice(ImmutableArray<int> copies)
    {
        var (clock, wanted) = (_options.Pipeline.ClockFrequency, Wanted!.Value);
        var interval = _pipeline.PaceOf(Timing, copies).Interval;
        var told = string.Create(CultureInfo.InvariantCulture, $"{clock / interval:G4} images per second, not the {wanted:G6} of TargetRate: ");
        if (Most > 0 && new CopySearch(_design, With(_options.Pipeline with { MaxArrays = 0 })) is var free && free.Find() is { IsShort: false } enough)
            return told + string.Create(CultureInfo.InvariantCulture, $"that takes {free.ArraysOf(enough.Copies)} arrays, and MaxArrays is {Most}. Raise it, or lower the rate, ReadTime or ColumnsPerAdc.");
        if (_layers.Length == 0)
            return told + "Choose a lower rate.";
        var slowest = _layers.MaxBy(_pace.Least);
        told += _least > _goal
            ? string.Create(CultureInfo.InvariantCulture, $"layer '{_design.Layers[slowest].Name}' takes {_least:0.##} cycles per image, a pixel or a read in each, which no copies of arrays shorten. ")
            : string.Create(CultureInfo.InvariantCulture, $"layers wait for each other and take {interval:0.##} cycles per image, whatever copies were tried. ");
        foreach (var margin in Margins)
        {
            var faster = Math.Ceiling(wanted * _least * margin / 1e3) * 1e3;
            if (faster <= PipelineOptions.MaxClockFrequency && !new CopySearch(_design, With(_options.Pipeline with { ClockFrequency = faster, MaxArrays = 0 })).Find().IsShort)
                return told + string.Create(CultureInfo.InvariantCulture, $"Choose a ClockFrequency of at least {faster:F0}{(Most > 0 ? " without MaxArrays" : "")}, or a lower rate.");
        }

        return told + "Choose a lower rate.";
    }

    private CompilerOptions With(PipelineOptions pipeline) => _options with { Pipeline = pipeline };

    private bool IsAffordable(double cycles) => Most == 0 || ArraysOf(CopiesFor(cycles)) <= Most;

    // Further copies go to layers that have some, in every second trial to all that are not idle nearly always: what lets pixels through in bursts is slower in them than in the mean.
    private ImmutableArray<int> CopiesFor(double cycles, int further = 0) => [.. _design.Layers.Select((_, k) =>
    {
        if (k >= _arrays.Length || _arrays[k] == 0)
            return 1;
        var copies = _pace.CopiesFor(k, cycles);
        var goesOn = further % 2 == 0 ? _pace.Of(k, copies) > cycles / Idle : copies > 1;
        return further > 0 && goesOn ? Math.Min(Timing.Period, copies + ((further + 1) / 2)) : copies;
    })];

    private long ArraysOf(ImmutableArray<int> copies) => _layers.Sum(k => _arrays[k] * copies[k]);

    // An ADC converts while the next read goes on.
    private static (ArrayTiming Timing, int ColumnsPerAdc) TimingOf(NetworkDesign design, CompilerOptions options)
    {
        var read = AdcSharing.ReadCycles(options);
        if (options.Converters.InputEncoding == InputEncoding.Spikes)
            return (new ArrayTiming(read, read, 1), 0);
        var columns = AdcSharing.ColumnsOf(options);
        var widest = design.Layers.OfType<CrossbarConvolution>().SelectMany(layer => layer.Tiles).Select(tile => tile.OutputCount).DefaultIfEmpty(1).Max();
        return (new ArrayTiming(read, read, AdcSharing.ConversionCycles(options, Math.Min(columns, widest))), Math.Min(columns, widest));
    }
}
