using Crossbar.Compiler.Scheduling;

namespace Crossbar.Compiler.Account;

/// <summary>A whole chip in numbers: time, energy and area (docs/chip.md).</summary>
/// <param name="Schedule">When it does what.</param>
/// <param name="Operations">Multiplications and additions of the network's layers on crossbars per image.</param>
/// <param name="Components">Whose figures parts have that no circuit tells.</param>
/// <param name="Energy">Per image, in joule.</param>
/// <param name="Area">In m².</param>
/// <param name="Layers">The layers that are not the host's.</param>
/// <param name="Left">What is not counted, a sentence each.</param>
public sealed record ChipAccount(
    ChipSchedule Schedule, long Operations, string Components, PartAmounts Energy, PartAmounts Area, ImmutableArray<LayerAccount> Layers, ImmutableArray<string> Left)
{
    /// <summary>Operations per second, images following each other without a gap.</summary>
    public double OperationsPerSecond => Operations * Schedule.Rate;

    /// <summary>Operations per joule.</summary>
    public double OperationsPerJoule => Energy.Total > 0 ? Operations / Energy.Total : 0;

    /// <summary>Power, images following each other without a gap, in watt.</summary>
    public double Power => Energy.Total * Schedule.Rate;

    /// <summary>Mean share of places with a cell, by the number of arrays; null without limits of arrays.</summary>
    public double? Filled => Layers.All(layer => layer.Filled is null) ? null : Mean(layer => layer.Filled ?? 0);

    /// <summary>Mean share of the time in which arrays are read, by their number.</summary>
    public double Busy => Mean(layer => layer.Schedule!.Busy);

    private double Mean(Func<LayerAccount, double> share)
    {
        var layers = Layers.Where(layer => layer.Schedule is not null).ToArray();
        return layers.Length == 0 ? 0 : layers.Sum(layer => share(layer) * layer.Schedule!.Arrays * layer.Schedule.Copies) / layers.Sum(layer => (double)layer.Schedule!.Arrays * layer.Schedule.Copies);
    }
}
