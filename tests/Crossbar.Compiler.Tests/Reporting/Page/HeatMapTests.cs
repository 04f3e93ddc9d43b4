using Crossbar.Compiler.Reporting.Page;
using FsCheck;
using FsCheck.Xunit;

namespace Crossbar.Compiler.Tests.Reporting.Page;

public sealed class HeatMapTests
{
    [Property]
    public bool A_pixel_is_within_a_step_of_its_value(NonEmptyArray<NormalFloat> values)
    {
        var cells = values.Get.Select(v => Math.Clamp(v.Get, -1e100, 1e100)).ToArray();
        var map = HeatMap.Of(cells, cells.Length, 1);
        var step = (map.Maximum - map.Minimum) / 254;
        var bytes = Convert.FromBase64String(map.Values);
        return bytes.Length == cells.Length && map.Minimum == cells.Min() && map.Maximum == cells.Max()
            && Enumerable.Range(0, cells.Length).All(k => Math.Abs(map.Minimum + (bytes[k] * step) - cells[k]) <= step * 1.001);
    }

    [Fact]
    public void What_is_not_there_has_no_colour_and_no_part_in_the_scale()
    {
        var map = HeatMap.Of([double.NaN, 3, 5], 3, 1);
        Assert.Equal((3, 5), (map.Minimum, map.Maximum));
        Assert.Equal([255, 0, 254], Convert.FromBase64String(map.Values));
        Assert.Equal(new HeatMap(0, 0, Convert.ToBase64String([255])), HeatMap.Of([double.NaN], 1, 1));
    }

    // 3 × 3 cells in blocks of 2 × 2: four, two, two cells and one, of which those that are there count.
    [Fact]
    public void A_block_is_the_mean_of_its_cells()
    {
        var map = HeatMap.Of([1, 2, 10, 3, double.NaN, 20, 7, 9, 32], 3, 2);
        Assert.Equal((2, 32), (map.Minimum, map.Maximum));
        // 2, 15, 8 and 32 as shares of 30, in 254ths.
        Assert.Equal([0, 13 * 254 / 30, 6 * 254 / 30, 254], Convert.FromBase64String(map.Values).Select(b => (int)b));
    }
}
