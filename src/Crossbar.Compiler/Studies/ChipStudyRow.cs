using Crossbar.Compiler.Account;

namespace Crossbar.Compiler.Studies;

/// <summary>What a layer of a chip takes, or all of it.</summary>
/// <param name="Layer">The layer; <c>chip</c> for all of it.</param>
/// <param name="Arrays">Arrays, all copies.</param>
/// <param name="Copies">Copies of the layer's arrays.</param>
/// <param name="Reads">Reads per image.</param>
/// <param name="Cycles">Cycles per image that the layer alone takes; of the chip, from one image to the next.</param>
/// <param name="Busy">Share of the time in which its arrays are read.</param>
/// <param name="Filled">Share of the places of arrays of MaxRows×MaxColumns that have a cell.</param>
/// <param name="Energy">Per image, in joule.</param>
/// <param name="ArrayEnergy">Of that the arrays'.</param>
/// <param name="DriverEnergy">The row drivers'.</param>
/// <param name="AdcEnergy">The ADCs'.</param>
/// <param name="LogicEnergy">Of multipliers, adders and registers.</param>
/// <param name="MemoryEnergy">Of line buffers and FIFOs.</param>
/// <param name="Area">In mm².</param>
/// <param name="ArrayArea">Of that the arrays'.</param>
/// <param name="DriverArea">The row drivers'.</param>
/// <param name="AdcArea">The ADCs'.</param>
/// <param name="LogicArea">Of multipliers, adders and registers.</param>
/// <param name="MemoryArea">Of line buffers and FIFOs.</param>
public sealed record ChipStudyRow(
    string Layer,
    long? Arrays,
    int? Copies,
    int? Reads,
    double? Cycles,
    double? Busy,
    double? Filled,
    double Energy,
    double ArrayEnergy,
    double? DriverEnergy,
    double? AdcEnergy,
    double? LogicEnergy,
    double? MemoryEnergy,
    double Area,
    double ArrayArea,
    double? DriverArea,
    double? AdcArea,
    double? LogicArea,
    double? MemoryArea)
{
    private const double SquareMillimetres = 1e6;

    /// <summary>The rows of a chip: its layers, and all.</summary>
    /// <param name="chip">The chip.</param>
    public static IEnumerable<ChipStudyRow> Of(ChipAccount chip)
    {
        ArgumentNullException.ThrowIfNull(chip);
        var (schedule, layers) = (chip.Schedule, chip.Layers);
        return [.. layers.Select(layer => Of(layer.Layer, (long?)layer.Schedule?.Arrays * layer.Schedule?.Copies, layer.Schedule?.Copies, layer.Schedule?.Reads, layer.Schedule?.Cycles, layer.Schedule?.Busy, layer.Filled, layer.Energy, layer.Area)),
            Of("chip", schedule.Layers.Sum(layer => (long)layer.Arrays * layer.Copies), null, schedule.Layers.Sum(layer => layer.Reads), schedule.IntervalCycles, chip.Busy, chip.Filled, chip.Energy, chip.Area)];
    }

    private static ChipStudyRow Of(string name, long? arrays, int? copies, int? reads, double? cycles, double? busy, double? filled, PartAmounts energy, PartAmounts area) => new(
        name, arrays, copies, reads, cycles, busy, filled, energy.Total, energy.Arrays, energy.Drivers, energy.Adcs, energy.Logic, energy.Memory,
        SquareMillimetres * area.Total, SquareMillimetres * area.Arrays, SquareMillimetres * area.Drivers, SquareMillimetres * area.Adcs, SquareMillimetres * area.Logic, SquareMillimetres * area.Memory);
}
