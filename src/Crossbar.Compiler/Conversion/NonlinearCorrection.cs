using System.Numerics.Tensors;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// Corrects the conductances of nonlinear cells on data: each bit line's current I(V), the circuit solved for every window, is to come as
/// close to its target Gᵀ·V as it can in the least-squares sense.
/// </summary>
/// <remarks>
/// A Gauss-Newton iteration with bounds. Changing cell (i, j) by ΔG adds a·i(V_i)·ΔG to its column's current, i(V) being the current of 1 S
/// and a the wires' attenuation, so that all columns share the normal equations' matrix H = ⟨i(V)·i(V)ᵀ⟩ (those of a pair's second array, where the
/// characteristic is not odd, another one) and differ in what is left of the
/// target. What the data do not tell is held by a prior: by the device's law corrections are of the size that the secants i(V)/V differ by, and
/// the residual before any correction bounds the noise (the maximum a posteriori estimate of a linear model with normal errors). Each
/// quadratic problem is solved by coordinate descent, which keeps every cell within the devices' range exactly.
/// </remarks>
internal static class NonlinearCorrection
{
    private const int MaxRounds = 8;

    // A round that does not lower the squared error by a hundredth is the last.
    private const double LeastGain = 0.99;

    private const int MaxSweeps = 100;

    // A sweep that moves no cell by a thousandth of what the prior expects is the last.
    private const double SmallestMove = 1e-3;

    /// <summary>Corrects a tile.</summary>
    /// <param name="tile">The tile as matched for linearised cells.</param>
    /// <param name="voltages">Voltages of the word lines over the data, [windows, M], in volt.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <exception cref="Diagnostics.CompilationException">Its conductances leave the range of numbers (CBX0016).</exception>
    public static ConvertedTile Correct(ConvertedTile tile, double[] voltages, HardwareDesign hardware)
    {
        var (m, layout) = (tile.Mapped.RowCount, tile.Mapped.Layout);
        var count = voltages.Length / m;
        var kinds = CellKinds.Of(layout, hardware);
        var inputs = kinds.UnitCurrents(voltages, m);
        var moments = Array.ConvertAll(inputs, currents => Moments(currents, m, count));
        var prior = kinds.SecantSpread(voltages, tile.Secant);
        var isFixed = tile.Mapped.FixedCells();
        var start = Array.ConvertAll(tile.Conductances, g => (double)g);
        var attenuation = FlatAttenuation.Of(tile, hardware.Resistances);
        var ideal = IdealCurrents(tile, voltages);
        var conductances = (double[])start.Clone();
        var best = start;
        double[]? noise = null;
        double least = double.PositiveInfinity;
        double[] first = [], final = [];
        var rounds = 0;
        while (rounds < MaxRounds)
        {
            ConvertedTile.CheckNumbers(tile.Mapped, conductances);
            var residuals = Residuals(tile.Mapped, conductances, voltages, ideal, hardware);
            rounds++;
            var powers = Powers(layout, residuals, count);
            var error = powers.Sum();
            if (noise is null)
                (noise, first) = (powers, residuals);
            var isLast = !(error < LeastGain * least);
            if (error < least)
                (least, best, final) = (error, (double[])conductances.Clone(), residuals);
            if (isLast || rounds == MaxRounds)
                break;
            for (var column = 0; column < layout.ArrayCount * layout.BitLines; column++)
            {
                var (a, line) = Math.DivRem(column, layout.BitLines);
                if (layout.LineOf(line) == ArrayLayout.Spare)
                    continue;
                var residual = residuals.AsSpan(column * count, count);
                var cells = new ColumnCells(start, conductances, attenuation, isFixed, (a * m * layout.BitLines) + line, layout.BitLines);
                var kind = kinds.KindOf(a);
                Improve(cells, inputs[kind], moments[kind], residual, noise[column] / count, prior, hardware);
            }
        }

        var corrected = tile.Reprogram(hardware, best);
        var (meanBefore, worstBefore) = OutputErrors(tile, voltages, first);
        var (meanAfter, worstAfter) = OutputErrors(tile, voltages, final);
        return corrected with
        {
            // That of the matched transfer: the correction moves it, away from the target, for the sake of the currents.
            Quality = tile.Quality,
            Correction = new CorrectionQuality(meanBefore, worstBefore, meanAfter, worstAfter, rounds),
        };
    }

    private static double[] Moments(double[] inputs, int m, int count)
    {
        var moments = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            for (var k = i; k < m; k++)
                moments[(i * m) + k] = moments[(k * m) + i] = TensorPrimitives.Dot<double>(inputs.AsSpan(i * count, count), inputs.AsSpan(k * count, count)) / count;
        }

        return moments;
    }

    // Gᵀ·V of every bit line, [arrays, bit lines, windows].
    private static double[] IdealCurrents(ConvertedTile tile, double[] voltages)
    {
        var (m, layout) = (tile.Mapped.RowCount, tile.Mapped.Layout);
        var count = voltages.Length / m;
        var targets = new double[m];
        var ideal = new double[layout.ArrayCount * layout.BitLines * count];
        for (var column = 0; column < layout.ArrayCount * layout.BitLines; column++)
        {
            var (a, line) = Math.DivRem(column, layout.BitLines);
            for (var i = 0; i < m; i++)
                targets[i] = tile.Mapped.Target.TransferOf((((a * m) + i) * layout.BitLines) + line, tile.Window);
            for (var n = 0; n < count; n++)
                ideal[(column * count) + n] = TensorPrimitives.Dot<double>(targets, voltages.AsSpan(n * m, m));
        }

        return ideal;
    }

    // What the real currents miss, [arrays, bit lines, windows].
    private static double[] Residuals(MappedTile tile, double[] conductances, double[] voltages, double[] ideal, HardwareDesign hardware)
    {
        var layout = tile.Layout;
        var (cells, count, kinds) = (layout.RowCount * layout.BitLines, voltages.Length / layout.RowCount, CellKinds.Of(layout, hardware));
        var residuals = (double[])ideal.Clone();
        var currents = new double[count * layout.BitLines];
        for (var a = 0; a < layout.ArrayCount; a++)
        {
            new NonlinearArray(layout.RowCount, layout.BitLines, conductances.AsSpan(a * cells, cells), hardware.Resistances, kinds.DeviceOf(a)).Read(voltages, currents);
            for (var k = 0; k < currents.Length; k++)
                residuals[(((a * layout.BitLines) + (k % layout.BitLines)) * count) + (k / layout.BitLines)] -= currents[k];
        }

        return residuals;
    }

    // The mean square of each bit line's residual; spare lines have none.
    private static double[] Powers(ArrayLayout layout, double[] residuals, int count)
    {
        var powers = new double[residuals.Length / count];
        for (var column = 0; column < powers.Length; column++)
        {
            if (layout.LineOf(column % layout.BitLines) != ArrayLayout.Spare)
                powers[column] = TensorPrimitives.SumOfSquares<double>(residuals.AsSpan(column * count, count)) / count;
        }

        return powers;
    }

    // With x = a·ΔG and x₀ what it is now: least ½·⟨(r − Σ i(V)·(x − x₀))²⟩ + ½·Σ ridge·x².
    private static void Improve(
        ColumnCells cells, double[] inputs, double[] moments, ReadOnlySpan<double> residual, double noise, double prior, HardwareDesign hardware)
    {
        var count = residual.Length;
        var m = inputs.Length / count;
        var slope = new double[m];
        for (var i = 0; i < m; i++)
            slope[i] = TensorPrimitives.Dot(inputs.AsSpan(i * count, count), residual) / count;
        for (var sweep = 0; sweep < MaxSweeps; sweep++)
        {
            var largest = 0.0;
            for (var i = 0; i < m; i++)
            {
                var (attenuation, change, expected) = (cells.Attenuation(i), cells.Change(i), prior * cells.Start(i));
                if (cells.IsFixed(i) || expected == 0)
                    continue;
                var ridge = noise / (attenuation * expected * attenuation * expected);
                var x = attenuation * change;
                var curvature = moments[(i * m) + i] + ridge;
                if (curvature == 0)
                    continue;
                var next = (x + ((slope[i] - (ridge * x)) / curvature)) / attenuation;
                next = Math.Clamp(next, hardware.MinConductance - cells.Start(i), hardware.MaxConductance - cells.Start(i));
                var move = attenuation * (next - change);
                if (move == 0)
                    continue;
                cells.SetChange(i, next);
                TensorPrimitives.MultiplyAdd(moments.AsSpan(i * m, m), -move, slope, slope);
                largest = Math.Max(largest, Math.Abs(next - change) / expected);
            }

            if (largest < SmallestMove)
                break;
        }
    }

    private static (double Mean, double Worst) OutputErrors(ConvertedTile tile, double[] voltages, double[] residuals)
    {
        var (mapped, layout) = (tile.Mapped, tile.Mapped.Layout);
        var (m, outputs, count) = (mapped.RowCount, mapped.OutputCount, voltages.Length / mapped.RowCount);
        var byWindow = new double[residuals.Length];
        for (var k = 0; k < residuals.Length; k++)
        {
            var (column, n) = Math.DivRem(k, count);
            byWindow[(((column / layout.BitLines * count) + n) * layout.BitLines) + (column % layout.BitLines)] = residuals[k];
        }

        var errors = new double[count * outputs];
        layout.CombineCurrents(byWindow, count, errors);
        double sum = 0, worst = 0;
        var measured = 0;
        for (var j = 0; j < outputs; j++)
        {
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            for (var n = 0; n < count; n++)
            {
                double signed = 0;
                for (var i = 0; i < m; i++)
                    signed += voltages[(n * m) + i] * mapped.Weights[(layout.InputOf(i) * outputs) + j];
                (low, high) = (Math.Min(low, signed), Math.Max(high, signed));
            }

            var range = (high - low) * Math.Abs(tile.ScaleOf(j));
            if (!(range > 0))
                continue;
            for (var n = 0; n < count; n++)
            {
                var error = Math.Abs(errors[(n * outputs) + j]) / range;
                (sum, worst) = (sum + error, Math.Max(worst, error));
                measured++;
            }
        }

        return (measured == 0 ? 0 : sum / measured, worst);
    }

    /// <summary>The cells of one bit line.</summary>
    private readonly ref struct ColumnCells(
        double[] start, double[] conductances, double[] attenuation, bool[] isFixed, int first, int stride)
    {
        public double Start(int row) => start[first + (row * stride)];

        public double Change(int row) => conductances[first + (row * stride)] - Start(row);

        public double Attenuation(int row) => attenuation[first + (row * stride)];

        public bool IsFixed(int row) => isFixed[first + (row * stride)];

        public void SetChange(int row, double change) => conductances[first + (row * stride)] = Start(row) + change;
    }
}
