using System.Numerics.Tensors;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Reading;
using Crossbar.Runtime.Converters;

namespace Crossbar.Compiler.Calibration;

/// <summary>The ADC ranges and first-order fits of an array's columns in one pulse, and what they make of the calibration data.</summary>
internal sealed class PulseFits
{
    private readonly ProgrammedArray _array;
    private readonly Dac _dac;
    private readonly ConverterRange[] _adcs;
    private readonly double[] _weightSums;
    private readonly LinearFit[] _fits;

    // What a step of each column's ADC is worth, in output units.
    private readonly double[] _steps;

    // The values that the columns' currents stand for, the offset of negative inputs in them, [N, windows].
    private readonly float[] _decoded;

    private PulseFits(ProgrammedArray array, Dac dac, ConverterRange[] adcs, double[] weightSums, double[] steps, float[] decoded)
    {
        (_array, _dac, _adcs, _weightSums, _steps, _decoded) = (array, dac, adcs, weightSums, steps, decoded);
        _fits = new LinearFit[adcs.Length];
    }

    /// <summary>Fits an array's columns.</summary>
    /// <param name="array">The array.</param>
    /// <param name="activations">What its rows are to be told, [rows of the layer, windows].</param>
    /// <param name="dac">Its DACs.</param>
    /// <param name="voltages">What drove it.</param>
    /// <param name="currents">What its ADCs see, [N, windows], in ampere.</param>
    /// <param name="ranges">Their ranges.</param>
    /// <param name="adcs">The ADCs as the chip has them.</param>
    /// <param name="converters">Resolution, and which columns share a fit.</param>
    /// <param name="hardware">The chip.</param>
    public static PulseFits Of(
        ProgrammedArray array, float[] activations, Dac dac, RowVoltages voltages, float[] currents, ConverterRange[] ranges, Adc[] adcs, ConverterOptions converters, HardwareDesign hardware)
    {
        var decoded = ColumnDecoding.Decode(array, dac, voltages, currents, adcs, hardware);
        var weightSums = new double[adcs.Length];
        var steps = new double[adcs.Length];
        for (var j = 0; j < adcs.Length; j++)
        {
            for (var i = 0; i < array.RowCount; i++)
                weightSums[j] += array.Weights[(i * adcs.Length) + j];
            steps[j] = converters.AdcBits == 0 ? 0 : adcs[j].Step * Math.Abs(ColumnDecoding.OutputPerAmpere(dac, array.ScaleOf(j)));
        }

        var fits = new PulseFits(array, dac, ranges, weightSums, steps, decoded);
        Fit(decoded, fits.Wanted(activations, dac.Step * dac.ZeroCode), steps, converters.FitScope).CopyTo(fits._fits, 0);
        return fits;
    }

    /// <summary>Fits the sums of pulses and slices to what the weights make of activations.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="terms">All that is added up of one block of weights: each of its arrays in each pulse, fitted by itself.</param>
    /// <param name="activations">The layer's rows, [rows, windows].</param>
    /// <param name="scope">Which columns share a fit.</param>
    public static void FitSums(UnrolledLayer layer, PulseFits[] terms, float[] activations, FitScope scope)
    {
        var count = terms[0]._decoded.Length / terms[0]._adcs.Length;
        var first = terms.Min(term => term.OutputOf(layer, 0));
        var outputs = terms.Max(term => term.OutputOf(layer, term._adcs.Length - 1)) + 1 - first;
        var (sums, wanted, steps) = (new float[outputs * count], new float[outputs * count], new double[outputs]);
        foreach (var term in terms)
        {
            // Of all pulses, the digits of 0 are the code of 0.
            var ideal = term.Wanted(activations, term._dac.Step * term._dac.ZeroCode, withActivations: ReferenceEquals(term, Array.Find(terms, other => other._array == term._array)));
            for (var j = 0; j < term._adcs.Length; j++)
            {
                var output = term.OutputOf(layer, j) - first;
                steps[output] = Math.Max(steps[output], term._steps[j]);
                for (var n = 0; n < count; n++)
                {
                    sums[(output * count) + n] += (float)((term._fits[j].Gain * term._decoded[(j * count) + n]) + term._fits[j].Offset);
                    wanted[(output * count) + n] += ideal[(j * count) + n];
                }
            }
        }

        var fits = Fit(sums, wanted, steps, scope);
        var begun = new bool[outputs];
        foreach (var term in terms)
        {
            for (var j = 0; j < term._adcs.Length; j++)
            {
                var output = term.OutputOf(layer, j) - first;
                var (own, whole) = (term._fits[j], fits[output]);
                term._fits[j] = new LinearFit(whole.Gain * own.Gain, (whole.Gain * own.Offset) + (begun[output] ? 0 : whole.Offset));
                begun[output] = true;
            }
        }
    }

    /// <summary>How a column is digitised and decoded.</summary>
    /// <param name="output">The column.</param>
    public ColumnReadout ColumnOf(int output) => new(
        (float)_array.ScaleOf(output), (float)_weightSums[output], _adcs[output].Minimum, _adcs[output].Maximum, (float)_fits[output].Gain, (float)_fits[output].Offset);

    private int OutputOf(UnrolledLayer layer, int column) => layer.Order.OutputOf(_array.FirstOutput + column).Output;

    private static LinearFit[] Fit(float[] decoded, float[] wanted, double[] steps, FitScope scope)
    {
        var count = decoded.Length / steps.Length;
        var common = scope == FitScope.Array ? LinearFit.Of(decoded, wanted, steps.Max()) : default(LinearFit?);
        return [.. steps.Select((step, j) => common ?? LinearFit.Of(decoded.AsSpan(j * count, count), wanted.AsSpan(j * count, count), step))];
    }

    // What is still in the decoded values, and is put into what is wanted, is the offset of negative inputs.
    private float[] Wanted(float[] activations, double zero, bool withActivations = true)
    {
        var count = _decoded.Length / _adcs.Length;
        var wanted = withActivations ? ColumnCurrents.Ideal(_array, activations, count) : new float[_decoded.Length];
        for (var j = 0; j < _adcs.Length; j++)
        {
            var column = wanted.AsSpan(j * count, count);
            TensorPrimitives.Add(column, (float)(zero * _weightSums[j]), column);
        }

        return wanted;
    }
}
