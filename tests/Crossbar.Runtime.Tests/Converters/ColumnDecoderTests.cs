using Crossbar.Runtime.Converters;

namespace Crossbar.Runtime.Tests.Converters;

public sealed class ColumnDecoderTests
{
    // Arrays that begin all of their outputs, none, or those that no earlier array has; columns in registers and beside them.
    [Theory]
    [InlineData(37, 0, 37)]
    [InlineData(37, 0, 0)]
    [InlineData(37, 5, 30)]
    [InlineData(3, 1, 2)]
    public void One_position_is_rounded_and_added_to_what_its_outputs_begin_with(int columns, int firstBegun, int begun)
    {
        float[] zero = [.. Enumerable.Range(0, columns).Select(j => 0.25f * j)];
        float[] gain = [.. Enumerable.Range(0, columns).Select(j => 1f / (1 << (j % 5)))];
        float?[] start = [.. Enumerable.Range(0, columns).Select(j => j >= firstBegun && j < firstBegun + begun ? (float?)(100 + j) : null)];
        float[] currents = [.. Enumerable.Range(0, columns).Select(j => (7.3f * j) - 20)];
        float[] sums = [.. Enumerable.Range(0, columns).Select(j => -3f * j)];
        float[] expected = [.. Enumerable.Range(0, columns).Select(j =>
            (start[j] ?? sums[j]) + (gain[j] * MathF.Round(Math.Clamp(currents[j] + zero[j], 0, 63), MidpointRounding.ToEven)))];

        new ColumnDecoder(zero, gain, 63, start).Decode(currents, 1, sums);
        Assert.Equal(expected, sums);
    }
}
