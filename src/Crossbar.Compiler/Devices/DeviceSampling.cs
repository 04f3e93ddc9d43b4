using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Devices;

/// <summary>Cells drawn one by one from a device's laws, as chips draw theirs: to plot them, and to hold them against what was published.</summary>
public static class DeviceSampling
{
    /// <summary>Draws cells.</summary>
    /// <param name="laws">The device.</param>
    /// <param name="targets">Targets, in siemens.</param>
    /// <param name="count">Cells per target.</param>
    /// <param name="age">Seconds after programming.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <exception cref="CompilationException">The laws know nothing of that age (CBX0079), or a target is beyond the device's range (CBX0026).</exception>
    public static IEnumerable<DeviceSample> Draw(DeviceLaws laws, IReadOnlyList<double> targets, int count, double age, int seed)
    {
        ArgumentNullException.ThrowIfNull(laws);
        ArgumentNullException.ThrowIfNull(targets);
        var chip = new CrossbarOptions { Age = age, Seed = seed };
        if (chip.Refusal(laws) is { } refusal)
            throw new CompilationException(Descriptors.UnknownLaw, null, refusal);
        foreach (var target in targets)
        {
            if (!(target >= laws.MinConductance && target <= laws.MaxConductance))
            {
                throw new CompilationException(Descriptors.InvalidOption, null, "targets", target, FormattableString.Invariant(
                    $"{laws.Name} can have {laws.MinConductance:G4} to {laws.MaxConductance:G4} S."));
            }
        }

        return Draw();

        IEnumerable<DeviceSample> Draw()
        {
            var cell = new double[1];
            for (var t = 0; t < targets.Count; t++)
            {
                for (var k = 0; k < count; k++)
                {
                    cell[0] = targets[t];
                    var writes = AgedCells.Draw(cell, [], laws, chip, t, k);
                    yield return new DeviceSample(targets[t], cell[0], Math.Sqrt(CellNoise.Variance(laws, chip, targets[t], cell[0])), writes);
                }
            }
        }
    }
}
