using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Timing;

/// <summary>The response of a tile's arrays to a step of all rows from 0 V to full scale, and what its ADCs see of it.</summary>
internal sealed class ArrayResponse
{
    private readonly double[] _halfSteps;

    /// <summary>Solves the arrays.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tile">The tile's number in the layer.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <param name="capacitances">What the wires have to be charged with.</param>
    public ArrayResponse(CompiledLayer layer, int tile, HardwareDesign hardware, NodeCapacitances capacitances)
    {
        var array = layer.Arrays[tile].Programmed;
        var layout = array.Layout;
        Lines = [.. Enumerable.Range(0, layout.ArrayCount).Select(a => StepAnalysis.Solve(
            layout.RowCount, layout.BitLines, Cells(array, a, hardware), hardware.Resistances, capacitances, FullScale(layout.RowCount, hardware.InputVoltage)))];
        Outputs = layout.Combine(Lines);
        var (chip, converters) = (layer.Layer, layer.Layer.Tiles[tile]);
        _halfSteps = chip.AdcBits == 0 ? [] : [.. Enumerable.Range(0, layout.OutputCount)
            .Select(j => Enumerable.Range(0, chip.Pulses).Min(pulse => Adc.Of(converters.ColumnsOf(pulse)[j].AdcRange, chip.AdcBits, hardware).Step) / 2)];
        Settling = new ArraySettling(
            _halfSteps.Length == 0 ? null : Enumerable.Range(0, _halfSteps.Length).Max(j => Outputs.SettlingTime(j, _halfSteps[j])), Lines.Max(line => line.Slowest));
    }

    /// <summary>The responses of the arrays' bit lines, array by array.</summary>
    public StepResponse[] Lines { get; }

    /// <summary>What the ADCs see, output by output.</summary>
    public StepResponse Outputs { get; }

    /// <summary>How long that takes.</summary>
    public ArraySettling Settling { get; }

    /// <summary>Half a step of the output's ADC that settles last, as a share of the greatest current of a bit line.</summary>
    public double HalfStepShare
    {
        get
        {
            var last = Enumerable.Range(0, _halfSteps.Length).MaxBy(j => Outputs.SettlingTime(j, _halfSteps[j]));
            return _halfSteps[last] / Lines.Max(line => line.ColumnCurrents.Max(Math.Abs));
        }
    }

    /// <summary>
    /// What the cells of an array conduct: of nonlinear ones the slopes of their currents where they come to rest, which is what the last of the way goes by.
    /// </summary>
    public static double[] Cells(ProgrammedArray array, int number, HardwareDesign hardware)
    {
        var conductances = array.ConductancesOf(number);
        if (hardware.IsLinear)
            return conductances;
        // Inverted inputs drive a pair's second array.
        var (device, layout) = (Device.Of(hardware), array.Layout);
        var rest = NodalAnalysis.Solve(
            layout.RowCount, layout.BitLines, conductances, hardware.Resistances, FullScale(layout.RowCount, number == 0 ? hardware.InputVoltage : -hardware.InputVoltage), device);
        return [.. conductances.Select((g, k) => device.Slope(g, rest.CellVoltages[k]))];
    }

    /// <summary>All rows at a voltage.</summary>
    public static double[] FullScale(int rows, double voltage)
    {
        var voltages = new double[rows];
        Array.Fill(voltages, voltage);
        return voltages;
    }
}
