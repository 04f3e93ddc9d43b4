using System.Numerics.Tensors;
using Crossbar.Compiler.Ranges;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Reading;

/// <summary>From the currents of calibration data to the values that they stand for, before the first-order fit (docs/converters.md).</summary>
internal static class ColumnDecoding
{
    /// <summary>Units of output that an ampere of a column with the scale α (siemens per unit of weight) stands for.</summary>
    public static double OutputPerAmpere(Dac dac, double scale) => dac.Step / (dac.VoltPerCode * scale);

    /// <summary>Digitises currents and decodes them.</summary>
    /// <param name="array">The array.</param>
    /// <param name="dac">Its DACs.</param>
    /// <param name="voltages">What drove it.</param>
    /// <param name="currents">What the ADCs see, [N, windows], in ampere.</param>
    /// <param name="adcs">The ADCs, one per column.</param>
    /// <param name="hardware">The chip.</param>
    /// <returns>[N, windows], in units of output; the offset of negative inputs is still in them.</returns>
    public static float[] Decode(
        ProgrammedArray array, Dac dac, RowVoltages voltages, float[] currents, ReadOnlySpan<Adc> adcs, HardwareDesign hardware)
    {
        var count = voltages.Count;
        var decoded = new float[currents.Length];
        var rest = ColumnCurrents.AtRest(array, voltages, hardware);
        var inputSums = array.HasDigitalOffset ? ColumnCurrents.RowSums(array.Rows, voltages.Codes, count) : null;
        for (var j = 0; j < adcs.Length; j++)
        {
            var values = decoded.AsSpan(j * count, count);
            var scale = array.ScaleOf(j);
            var outputPerAmpere = OutputPerAmpere(dac, scale);
            var adc = adcs[j];
            adc.Convert(currents.AsSpan(j * count, count), values);
            TensorPrimitives.Multiply(values, (float)(adc.CodeGain * adc.Step * outputPerAmpere), values);
            TensorPrimitives.Add(values, (float)((adc.Minimum + (adc.CodeOffset * adc.Step) - rest[j]) * outputPerAmpere), values);
            if (inputSums is null)
                continue;
            if (!array.ZeroWeights.IsEmpty)
                TensorPrimitives.MultiplyAdd(inputSums, (float)(array.ZeroWeights[j] * dac.Step), values, values);
            if (array.Layout.Subtraction == CurrentSubtraction.None)
                TensorPrimitives.MultiplyAdd(inputSums, (float)(-array.ZeroConductance / scale * dac.Step), values, values);
        }

        return decoded;
    }
}
