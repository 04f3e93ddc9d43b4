using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Devices;

/// <summary>A device as a file describes it: its laws, and what else options take from it where they do not say otherwise.</summary>
public sealed record DeviceDefinition
{
    /// <summary>Range, programming, drift, noise.</summary>
    public required DeviceLaws Laws { get; init; }

    /// <summary>Number of levels, 0 for a continuum.</summary>
    public int Levels { get; init; }

    /// <summary>κ of a characteristic that is a hyperbolic sine, in 1/volt; 0 for none.</summary>
    public double Nonlinearity { get; init; }

    /// <summary>The voltage at which such a device is read, in volt; null where the file does not say.</summary>
    public double? SenseVoltage { get; init; }

    /// <summary>Where the constants are from, one line per source.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>What it is, in a line.</summary>
    public string Summary { get; init; } = "";
}
