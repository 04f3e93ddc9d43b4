using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Conversion;

/// <summary>
/// Chooses the order of a tile's lines on the wires (docs/conversion.md). Current that enters a bit line near its sense end, or leaves a word
/// line near its driven end, drops little voltage on the way, so heavy rows go to the one and heavy columns to the other; where both ends
/// are connected, to both in turn. What is heavy, the sum or the largest of a line's targets, is decided by the usable range that the closed form expects.
/// </summary>
public static class LineOrdering
{
    // Below this gain an order is not worth its place in the tables.
    private const double LeastGain = 1.01;

    /// <summary>Orders a tile's lines.</summary>
    /// <param name="tile">The tile in its natural order.</param>
    /// <param name="hardware">Devices and wires.</param>
    /// <returns>The tile as it shall lie on the wires, with the ranges that are expected of both orders.</returns>
    public static MappedTile Arrange(MappedTile tile, HardwareDesign hardware)
    {
        var linear = hardware.AsLinear();
        var room = new double[tile.Target.Values.Length];
        var matching = CurrentMatching.AtMaxInput(CellGrid.Of(tile), linear);
        var natural = matching.FeasibleRange(room);
        // Candidates are compared where the natural order ends: one pass of the closed form each.
        var probe = natural > 0 ? natural : (hardware.MaxConductance - hardware.MinConductance) / 100;
        var best = tile;
        var bestRange = matching.Headroom(probe, room) * LeastGain;
        ImmutableArray<int>[] lineOrders = [.. Orders(tile, byRow: false, hardware.Resistances.DriveEnds)];
        foreach (var rowOrder in Orders(tile, byRow: true, hardware.Resistances.SenseEnds))
        {
            foreach (var lineOrder in lineOrders)
            {
                if (rowOrder.IsEmpty && lineOrder.IsEmpty)
                    continue;
                var candidate = tile.Arrange(rowOrder, lineOrder);
                var range = CurrentMatching.AtMaxInput(CellGrid.Of(candidate), linear).Headroom(probe, room);
                if (range > bestRange)
                    (best, bestRange) = (candidate, range);
            }
        }

        var expected = ReferenceEquals(best, tile) ? natural : CurrentMatching.AtMaxInput(CellGrid.Of(best), linear).FeasibleRange(room);
        return best with { NaturalRange = natural, ExpectedRange = expected };
    }

    // The natural order, and lines sorted by the sum and by the largest of their targets; rows light to heavy, columns heavy to light.
    // With both ends connected, there are also those that deal the heavy ones to both in turn.
    private static IEnumerable<ImmutableArray<int>> Orders(MappedTile tile, bool byRow, LineEnds ends)
    {
        yield return [];
        var copies = byRow ? 1 : tile.Layout.Copies;
        var (sums, peaks) = Loads(tile, byRow);
        foreach (var loads in new[] { sums, peaks })
        {
            // Copies of a line stay side by side.
            var lines = Enumerable.Range(0, loads.Length / copies).Select(k => k * copies);
            yield return WithCopies(byRow ? lines.OrderBy(k => loads[k]) : lines.OrderByDescending(k => loads[k]));
            if (ends == LineEnds.One)
                continue;
            int[] heavyFirst = [.. lines.OrderByDescending(k => loads[k])];
            yield return WithCopies([.. heavyFirst.Where((_, k) => k % 2 == 0), .. heavyFirst.Where((_, k) => k % 2 == 1).Reverse()]);
        }

        ImmutableArray<int> WithCopies(IEnumerable<int> lines) => [.. lines.SelectMany(line => Enumerable.Range(line, copies))];
    }

    private static (double[] Sums, double[] Peaks) Loads(MappedTile tile, bool byRow)
    {
        var (rows, lines) = (tile.RowCount, tile.Layout.BitLines);
        var sums = new double[byRow ? rows : lines];
        var peaks = new double[sums.Length];
        var values = tile.Target.Values.AsSpan();
        for (var i = 0; !values.IsEmpty; i++, values = values[lines..])
        {
            for (var j = 0; j < lines; j++)
            {
                var line = byRow ? i % rows : j;
                sums[line] += values[j];
                peaks[line] = Math.Max(peaks[line], values[j]);
            }
        }

        return (sums, peaks);
    }
}
