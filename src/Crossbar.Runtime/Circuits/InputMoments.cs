using System.Buffers;

namespace Crossbar.Runtime.Circuits;

/// <summary>Second moments of the voltages that word lines are driven with.</summary>
public static class InputMoments
{
    /// <summary>The mean of V·Vᵀ over many inputs.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="voltages">Source voltages, row-major [count, M], in volt; at least one input.</param>
    /// <returns>[M, M], symmetric, in V².</returns>
    /// <exception cref="ArgumentException">The voltages are no whole number of inputs.</exception>
    public static unsafe double[] Of(int rows, ReadOnlySpan<double> voltages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var count = voltages.Length / rows;
        if (count == 0 || voltages.Length != (long)count * rows)
            throw new ArgumentException($"{voltages.Length} voltages are no inputs of {rows} word lines.", nameof(voltages));
        var width = EliminationPlan.Pad(rows);
        var stride = EliminationPlan.OddLines(rows);
        var buffer = ArrayPool<double>.Shared.Rent(checked((count + width) * stride));
        for (var n = 0; n < count; n++)
        {
            var input = buffer.AsSpan(n * stride, stride);
            voltages.Slice(n * rows, rows).CopyTo(input);
            input[rows..].Clear();
        }

        var moments = new double[checked(rows * rows)];
        fixed (double* inputs = buffer)
        {
            var sums = inputs + ((long)count * stride);
            MeshKernels.MultiplyTransposed(width, width, count, inputs, stride, inputs, stride, sums, stride, add: false, upper: true);
            MeshKernels.MirrorUpper(width, sums, stride);
            for (var k = 0; k < moments.Length; k++)
                moments[k] = sums[((long)(k / rows) * stride) + (k % rows)] / count;
        }

        ArrayPool<double>.Shared.Return(buffer);
        return moments;
    }
}
