namespace Crossbar.Compiler.Options;

/// <summary>What the network is fed with: images to calibrate on, labels, the tensors of the model that are its ends, byte pixels.</summary>
public sealed record DataOptions
{
    /// <summary>Full path of the .npz or .npy file that ranges and fits are taken from.</summary>
    public string? CalibrationData { get; init; }

    /// <summary>How many images of <see cref="CalibrationData"/> are used.</summary>
    public int CalibrationSamples { get; init; } = 10;

    /// <summary>Full path of the text file with one class name per line.</summary>
    public string? Labels { get; init; }

    /// <summary>Name of the tensor that is the network's input; null for the model's only one.</summary>
    public string? InputName { get; init; }

    /// <summary>Name of the tensor that is the network's output; null for the model's first. (MSBuild knows no metadata called Output.)</summary>
    public string? OutputName { get; init; }

    /// <summary>Shape of one image; empty for what the model says.</summary>
    public ImmutableArray<int> InputShape { get; init; } = [];

    /// <summary>Factor on byte pixels; null where not given, which means 1/255.</summary>
    public double? InputScale { get; init; }

    /// <summary>Mean of each channel after scaling, one value or C; empty where not given.</summary>
    public ImmutableArray<double> InputMean { get; init; } = [];

    /// <summary>Standard deviation of each channel after scaling, one value or C; empty where not given.</summary>
    public ImmutableArray<double> InputStd { get; init; } = [];

    /// <summary>Whether the item says how byte images become inputs.</summary>
    public bool HasNormalization => InputScale is not null || !InputMean.IsEmpty || !InputStd.IsEmpty;

    /// <summary>How byte images become inputs: what is not given is that of <see cref="InputNormalization.UnitRange"/>.</summary>
    public InputNormalization ToNormalization() => new(
        InputScale is { } scale ? (float)scale : InputNormalization.UnitRange.Scale,
        InputMean.IsEmpty ? InputNormalization.UnitRange.Mean : [.. InputMean.Select(v => (float)v)],
        InputStd.IsEmpty ? InputNormalization.UnitRange.Std : [.. InputStd.Select(v => (float)v)]);
}
