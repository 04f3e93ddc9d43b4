using System.Buffers;
using Crossbar.Runtime.Circuits.Elimination;

namespace Crossbar.Runtime.Circuits;

/// <summary>Second moments of the voltages that word lines are driven with.</summary>
public static class InputMoments
{
    // Inputs that are laid out at a time: what they take fits into a near cache.
    private const int Block = 64;

    /// <summary>The mean of V·Vᵀ over many inputs.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="codes">Codes of the DACs, row-major [M, count]; at least one input.</param>
    /// <param name="voltPerCode">Volts of one code.</param>
    /// <returns>[M, M], symmetric, in V².</returns>
    /// <exception cref="ArgumentException">The codes are no whole number of inputs.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static unsafe double[] Of(int rows, ReadOnlySpan<float> codes, double voltPerCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var count = codes.Length / rows;
        if (count == 0 || codes.Length != (long)count * rows)
            throw new ArgumentException($"{codes.Length} codes are no inputs of {rows} word lines.", nameof(codes));
        var width = EliminationPlan.Pad(rows);
        var stride = EliminationPlan.OddLines(rows);
        var buffer = ArrayPool<double>.Shared.Rent(checked((Block + width) * stride));
        buffer.AsSpan(0, (Block + width) * stride).Clear();
        var moments = new double[checked(rows * rows)];
        fixed (double* inputs = buffer)
        {
            var sums = inputs + (Block * stride);
            for (var first = 0; first < count; first += Block)
            {
                var used = Math.Min(Block, count - first);
                for (var i = 0; i < rows; i++)
                {
                    var line = codes.Slice((i * count) + first, used);
                    for (var n = 0; n < line.Length; n++)
                        inputs[(n * stride) + i] = line[n];
                }

                MeshKernels.MultiplyTransposed(width, width, used, inputs, stride, inputs, stride, sums, stride, add: true, upper: true);
            }

            MeshKernels.MirrorUpper(width, sums, stride);
            var factor = voltPerCode * voltPerCode / count;
            for (var i = 0; i < rows; i++)
            {
                for (var k = 0; k < rows; k++)
                    moments[(i * rows) + k] = factor * sums[((long)i * stride) + k];
            }
        }

        ArrayPool<double>.Shared.Return(buffer);
        return moments;
    }
}
