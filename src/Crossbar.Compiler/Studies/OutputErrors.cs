using System.Numerics.Tensors;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Reading;

namespace Crossbar.Compiler.Studies;

/// <summary>
/// The relative errors of an array's outputs without converters (docs/conversion.md): |actual − ideal| / range, range being max − min of that
/// output's ideal signed values over the inputs.
/// </summary>
/// <param name="Mean">Mean over outputs and inputs, with its interval by inputs.</param>
/// <param name="Worst">The largest.</param>
/// <param name="FittedMean">Mean after a first-order fit of each column.</param>
/// <param name="FittedWorst">The largest after it.</param>
internal sealed record OutputErrors(MeanInterval Mean, double Worst, double FittedMean, double FittedWorst)
{
    private const int FitSamples = 10;

    /// <summary>Measures an array.</summary>
    /// <param name="array">The array.</param>
    /// <param name="inputs">Its inputs, at least 0, row-major [M, count].</param>
    /// <param name="count">Number of input vectors, at least 1.</param>
    /// <param name="hardware">The chip: nonlinear cells see the greatest input as its full-scale voltage.</param>
    public static OutputErrors Measure(ProgrammedArray array, float[] inputs, int count, HardwareDesign hardware)
    {
        var (rows, outputs) = (array.RowCount, array.OutputCount);
        var currents = hardware.IsLinear ? null : NonlinearCurrents(array, inputs, count, hardware);
        var ofInputs = new double[count];
        double worst = 0, fittedSum = 0, fittedWorst = 0;
        var measured = 0;
        var combined = array.Combine();
        for (var j = 0; j < outputs; j++)
        {
            var (actual, ideal) = (new float[count], new float[count]);
            var offset = array.DigitalOffsetOf(j);
            for (var s = 0; s < count; s++)
            {
                double current = currents is null ? 0 : currents[(s * outputs) + j];
                double sum = 0;
                for (var i = 0; i < rows; i++)
                {
                    var x = inputs[(i * count) + s];
                    current += x * ((currents is null ? combined[(i * outputs) + j] : 0) - offset);
                    sum += x * (double)array.Weights[(i * outputs) + j];
                }

                actual[s] = (float)(current / array.ScaleOf(j));
                ideal[s] = (float)sum;
            }

            var range = ideal.Max() - (double)ideal.Min();
            if (range == 0)
                continue;
            var samples = Math.Min(FitSamples, count);
            var fit = LinearFit.Of(actual.AsSpan(0, samples), ideal.AsSpan(0, samples));
            for (var s = 0; s < count; s++)
            {
                var error = Math.Abs(actual[s] - (double)ideal[s]) / range;
                var fitted = Math.Abs((fit.Gain * actual[s]) + fit.Offset - ideal[s]) / range;
                ofInputs[s] += error;
                worst = Math.Max(worst, error);
                fittedSum += fitted;
                fittedWorst = Math.Max(fittedWorst, fitted);
            }

            measured++;
        }

        // Outputs that never vary have no range to compare with.
        if (measured == 0)
            return new OutputErrors(new MeanInterval(0, 0, 0), 0, 0, 0);
        TensorPrimitives.Divide(ofInputs, measured, ofInputs);
        return new OutputErrors(MeanInterval.Of(ofInputs), worst, fittedSum / ((long)measured * count), fittedWorst);
    }

    // What the ADCs see, [count, N], in siemens times the unit of the inputs.
    private static double[] NonlinearCurrents(ProgrammedArray array, float[] inputs, int count, HardwareDesign hardware)
    {
        var layout = array.Layout;
        var greatest = inputs.Max();
        var volt = greatest > 0 ? hardware.InputVoltage / greatest : 1;
        var voltages = new double[inputs.Length];
        for (var wordLine = 0; wordLine < layout.RowCount; wordLine++)
        {
            for (var s = 0; s < count; s++)
                voltages[(s * layout.RowCount) + wordLine] = inputs[(layout.InputOf(wordLine) * count) + s] * volt;
        }

        var cells = array.AsNonlinear(hardware, []);
        var currents = new double[count * layout.OutputCount];
        cells.Read(voltages, new double[cells.ScratchLength(count)], currents);
        return Array.ConvertAll(currents, current => current / volt);
    }
}
