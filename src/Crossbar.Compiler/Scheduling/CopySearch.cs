using Crossbar.Compiler.Scheduling.Streams;

namespace Crossbar.Compiler.Scheduling;

/// <summary>Looks for the copies of a network's arrays that a number of arrays or a rate asks for.</summary>
internal sealed class CopySearch
{
    // What is a whole number of cycles stays one in floating point.
    private const double Slack = 1e-9;

    // Branches that wait for each other take a little longer than any layer alone: how often that is made up for.
    private const int Attempts = 24;

    // Of a time per image: to less than a hundredth of a cycle, whatever it is.
    private const int Halvings = 64;

    // By what part of the time that is asked for it is shortened then.
    private const int Steps = 64;

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
        var copies = CopiesFor(low);
        var further = 0;
        for (var attempt = 0; Wanted is not null; attempt++)
        {
            if (_pipeline.PaceOf(Timing, copies).Interval <= _goal)
                return (copies, false);
            // Shorter times first; where there are none, more copies of what has some.
            var more = copies;
            while (more.SequenceEqual(copies) && further < Timing.Period)
            {
                (low, further) = low > _least ? (Math.Max(_least, low - (_goal / Steps) - 0.5), 0) : (low, further + 1);
                more = CopiesFor(low, further);
            }

            if (attempt == Attempts || more.SequenceEqual(copies) || (Most > 0 && ArraysOf(more) > Most))
                return (copies, true);
            copies = more;
        }

        return (copies, false);
    }

    /// <summary>Says how many images per second copies give, and what would give as many as are asked for; that has been tried.</summary>
    /// <param name="copies">Too few copies.</param>
    public string Advice(ImmutableArray<int> copies)
    {
        var (clock, wanted) = (_options.Pipeline.ClockFrequency, Wanted!.Value);
        var told = string.Create(CultureInfo.InvariantCulture, $"{clock / _pipeline.PaceOf(Timing, copies).Interval:G4} images per second, not the {wanted:G6} of TargetRate: ");
        if (Most > 0 && new CopySearch(_design, With(_options.Pipeline with { MaxArrays = 0 })) is var free && free.Find() is { IsShort: false } enough)
            return told + string.Create(CultureInfo.InvariantCulture, $"that takes {free.ArraysOf(enough.Copies)} arrays, and MaxArrays is {Most}. Raise it, or lower the rate, ReadTime or ColumnsPerAdc.");
        if (_layers.Length == 0)
            return told + "Choose a lower rate.";
        var slowest = _layers.MaxBy(_pace.Least);
        told += string.Create(CultureInfo.InvariantCulture, $"layer '{_design.Layers[slowest].Name}' takes {_least:0.##} cycles per image, a pixel or a read in each, which no copies of arrays shorten. ");
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

    private ImmutableArray<int> CopiesFor(double cycles, int further = 0) => [.. _design.Layers.Select((_, k) =>
        k < _arrays.Length && _arrays[k] > 0 && _pace.CopiesFor(k, cycles) is > 1 and var copies ? Math.Min(Timing.Period, copies + further) : 1)];

    private long ArraysOf(ImmutableArray<int> copies) => _layers.Sum(k => _arrays[k] * copies[k]);

    // An ADC converts while the next read goes on.
    private static (ArrayTiming Timing, int ColumnsPerAdc) TimingOf(NetworkDesign design, CompilerOptions options)
    {
        var read = AdcSharing.ReadCycles(options);
        if (options.Converters.InputEncoding == InputEncoding.Spikes)
            return (new ArrayTiming(read, read, 1), 0);
        var columns = AdcSharing.ColumnsOf(options);
        var widest = design.Layers.OfType<CrossbarConvolution>().SelectMany(layer => layer.Tiles).Select(tile => tile.OutputCount).DefaultIfEmpty(1).Max();
        return (new ArrayTiming(read, read, AdcSharing.ConversionCycles(options, Math.Min(columns, widest))), columns);
    }
}
