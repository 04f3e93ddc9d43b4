using Crossbar.Compiler.Components;
using Crossbar.Compiler.Power;
using Crossbar.Compiler.Rtl.Counts;
using Crossbar.Compiler.Scheduling;

namespace Crossbar.Compiler.Account;

/// <summary>Accounts for a layer of a chip.</summary>
internal static class LayerAccounting
{
    /// <summary>A layer without arrays.</summary>
    /// <param name="name">The layer.</param>
    /// <param name="load">What it is made of.</param>
    /// <param name="components">What that takes.</param>
    public static LayerAccount Digital(string name, DigitalLoad load, ComponentSet components) => new(name, null, null, Energies(0, null, null, load, components), Areas(0, null, null, load, components));

    /// <summary>A layer on crossbars. Copies of its arrays have converters of their own, and what is digital in common.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="power">What its arrays use.</param>
    /// <param name="schedule">What its arrays do.</param>
    /// <param name="load">What its digital half is made of; null where that is not known.</param>
    /// <param name="plan">How its arrays are read.</param>
    /// <param name="options">Components, resolutions, limits of arrays.</param>
    public static LayerAccount OnCrossbars(CompiledLayer layer, LayerPower power, LayerSchedule schedule, DigitalLoad? load, ArrayPlan plan, CompilerOptions options)
    {
        var components = options.Hardware.Components.Definition;
        var (cells, rows, columns, adcs) = (0L, 0L, 0L, 0L);
        foreach (var array in layer.Arrays)
        {
            cells += array.Layout.CellCount;
            rows += (long)array.Layout.ArrayCount * array.Layout.RowCount;
            // One ADC digitises what is subtracted of both arrays of a pair.
            columns += array.Layout.OutputCount;
            adcs += plan.ColumnsPerAdc == 0 ? 0 : (array.Layout.OutputCount + plan.ColumnsPerAdc - 1) / plan.ColumnsPerAdc;
        }

        var (copies, hold, reads) = ((double)schedule.Copies, components.SampleHold ?? new PartFigures(0, 0), (double)layer.Layer.Reads);
        // Ideal converters have neither energy nor area, and neurons no figure.
        var driverBits = options.ToHardware().DriverBitsOf(layer.Layer.DacBits);
        var (hasDrivers, hasAdcs) = (driverBits > 0, layer.Layer.AdcBits > 0 && plan.ColumnsPerAdc > 0);
        return new LayerAccount(
            schedule.Layer, schedule, Filled(layer, options.Mapping),
            Energies(
                power.Energy,
                hasDrivers ? reads * rows * components.RowDriver.Energy.At(driverBits) : null,
                hasAdcs ? reads * columns * (components.Adc.Energy.At(layer.Layer.AdcBits) + hold.Energy) : null,
                load,
                components),
            Areas(
                copies * cells * components.CellArea,
                hasDrivers ? copies * rows * components.RowDriver.Area.At(driverBits) : null,
                hasAdcs ? copies * ((adcs * components.Adc.Area.At(layer.Layer.AdcBits)) + (columns * hold.Area)) : null,
                load,
                components));
    }

    // Arrays as large as they may be, for a chip's are all alike; a reference column may come on top.
    private static double? Filled(CompiledLayer layer, MappingOptions mapping)
    {
        if (mapping.MaxRows == 0 || mapping.MaxColumns == 0)
            return null;
        var places = layer.Arrays.Sum(array => (double)array.Layout.ArrayCount * Math.Max(mapping.MaxRows, array.Layout.RowCount) * Math.Max(mapping.MaxColumns, array.Layout.BitLines));
        return layer.Arrays.Sum(array => (double)array.Programmed.DeviceCount) / places;
    }

    private static PartAmounts Energies(double arrays, double? drivers, double? adcs, DigitalLoad? load, ComponentSet components) =>
        Amounts(arrays, drivers, adcs, load?.PerImage, components, part => part.Energy);

    private static PartAmounts Areas(double arrays, double? drivers, double? adcs, DigitalLoad? load, ComponentSet components) =>
        Amounts(arrays, drivers, adcs, load?.Built, components, part => part.Area);

    private static PartAmounts Amounts(double arrays, double? drivers, double? adcs, DigitalAmounts? digital, ComponentSet components, Func<PartFigures, double> figure) =>
        digital is not { } amounts || components.Digital is not { } figures
            ? new PartAmounts(arrays, drivers, adcs, null, null)
            : new PartAmounts(
                arrays, drivers, adcs,
                (amounts.Multiplier * figure(figures.Multiplier)) + (amounts.Adder * figure(figures.Adder)) + (amounts.Register * figure(figures.Register)),
                amounts.Memory * figure(figures.Memory));
}
