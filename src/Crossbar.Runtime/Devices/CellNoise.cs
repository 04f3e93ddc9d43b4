using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Devices;

/// <summary>The variance of what a cell's conductance fluctuates by from read to read.</summary>
public static class CellNoise
{
    /// <summary>Whether a chip's cells fluctuate.</summary>
    /// <param name="laws">The device; null for one of which nothing is known.</param>
    /// <param name="chip">The chip.</param>
    public static bool IsNoisy(DeviceLaws? laws, CrossbarOptions chip)
    {
        ArgumentNullException.ThrowIfNull(chip);
        return chip.ReadNoise > 0 || HasLaw(laws, chip);
    }

    /// <summary>Whether cells fluctuate differently.</summary>
    /// <param name="laws">The device; null for one of which nothing is known.</param>
    /// <param name="chip">The chip.</param>
    public static bool HasLaw(DeviceLaws? laws, CrossbarOptions chip)
    {
        ArgumentNullException.ThrowIfNull(chip);
        return chip.Age is not null && laws?.ReadNoise is { } noise && (noise.White is not null || noise.OneOverF is not null || noise.Telegraph is not null);
    }

    /// <summary>The variance.</summary>
    /// <param name="laws">The device; null for one of which nothing is known.</param>
    /// <param name="chip">Age and white noise of its own.</param>
    /// <param name="target">What the cell was to be programmed to, in siemens.</param>
    /// <param name="conductance">What it has now, in siemens.</param>
    /// <returns>In siemens squared.</returns>
    public static double Variance(DeviceLaws? laws, CrossbarOptions chip, double target, double conductance)
    {
        ArgumentNullException.ThrowIfNull(chip);
        var variance = chip.ReadNoise * chip.ReadNoise;
        if (chip.Age is not { } age || laws?.ReadNoise is not { } noise)
            return variance;
        if (noise.White is { } white)
            variance += Square(white.At(conductance));
        if (noise.OneOverF is { } slow)
        {
            var factor = slow.Factor.At(target) * (slow.IsRelative ? conductance : 1);
            // A chip that was just written was read at once: at least one read's time has gone by.
            var time = Math.Max(age + (laws.Drift?.ReferenceTime ?? 0), slow.ReadTime);
            variance += Square(factor) * Math.Log((time + slow.ReadTime) / (2 * slow.ReadTime));
        }

        if (noise.Telegraph is { } telegraph)
        {
            // The mean of both states is what the cell has (AgedCells).
            var step = telegraph.Amplitude * conductance / (1 - (telegraph.Amplitude * telegraph.Probability));
            variance += Square(step) * telegraph.Probability * (1 - telegraph.Probability);
        }

        return variance;
    }

    private static double Square(double value) => value * value;
}
