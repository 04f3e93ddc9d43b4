using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Conversion;

/// <summary>What would give an array that wires leave too little more: each proposal has been converted, and is named with what it reached.</summary>
/// <param name="mapping">Scale of the arrays.</param>
/// <param name="hardware">The chip as it is.</param>
internal sealed class FeasibilityAdvice(MappingOptions mapping, HardwareDesign hardware)
{
    private const int MaxHalvings = 10;

    private const int MaxTrials = 3;

    // Beyond this an array takes too long to be converted for a piece of advice.
    private const int MaxCells = 1 << 18;

    /// <summary>The chip as it is.</summary>
    public HardwareDesign Hardware => hardware;

    /// <summary>A sentence: the smallest change of the tiles, of the wires' ends, of the devices or of the wires that leaves the array a tenth of the range.</summary>
    public string For(MappedTile tile)
    {
        var proposals = new[] { Smaller(tile) ?? Smaller(tile, withColumns: true), BothEnds(tile), Weaker(tile) }.OfType<string>().ToArray();
        return proposals.Length > 0
            ? $"What would help: {string.Join(", or ", proposals)}."
            : "Neither smaller arrays nor second ends nor lower conductances were found to help.";
    }

    private string? Smaller(MappedTile tile, bool withColumns = false)
    {
        var outputs = withColumns ? tile.OutputCount : 0;
        if (tile.Target.Absent is not null || Largest(share => Try(Corner(tile, Part(tile.RowCount, share), Part(outputs, share)), hardware)) is not var (share, converted))
            return null;
        var columns = withColumns ? string.Create(CultureInfo.InvariantCulture, $" with MaxColumns={converted.Mapped.Layout.BitLines}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"MaxRows={converted.Mapped.RowCount}{columns} ({Reached(converted)})");
    }

    // In arrays that are taller than wide, sensing both ends helps more by far (docs/conversion.md); in wide ones, or with poor wires of rows, driving them.
    private string? BothEnds(MappedTile tile)
    {
        var wires = hardware.Resistances;
        var sense = wires.SenseEnds == LineEnds.One && wires.BitLine > 0 ? Ends("SenseEnds=Both", wires with { SenseEnds = LineEnds.Both }) : null;
        var drive = wires.DriveEnds == LineEnds.One && wires.WordLine > 0 ? Ends("DriveEnds=Both", wires with { DriveEnds = LineEnds.Both }) : null;
        var best = new[] { sense, drive }.MaxBy(ends => ends?.Converted?.Best!.Quality.UsedRange);
        if (best is { Converted: null } && sense is not null && drive is not null)
            best = Ends("SenseEnds=Both with DriveEnds=Both", wires with { SenseEnds = LineEnds.Both, DriveEnds = LineEnds.Both });
        return best is { Converted: { } converted } ? $"{best.Value.Name} ({Reached(converted)})" : null;

        (string Name, ExactOutcome? Converted)? Ends(string name, ArrayResistances changed) => (name, Try(tile, hardware with { Resistances = changed }));
    }

    // Only the products of resistances and conductances count: better wires and weaker devices are the same circuit.
    private string? Weaker(MappedTile tile)
    {
        if (Largest(share => Try(tile, Scaled(share))) is not var (share, converted))
            return null;
        var weaker = Scaled(share);
        var r = hardware.Resistances;
        double[] ohms = [.. new[] { r.WordLine, r.BitLine, r.Input, r.Output }.Where(ohm => ohm > 0).Distinct()];
        var wires = ohms.Length switch
        {
            0 => "",
            1 => string.Create(CultureInfo.InvariantCulture, $"wires of {Down(share * ohms[0]):G2} Ω instead of {ohms[0]:G3} Ω, or "),
            _ => string.Create(CultureInfo.InvariantCulture, $"wires and their ends at {100 * Down(share):G2} % of their resistance, or "),
        };
        var conductances = string.Create(CultureInfo.InvariantCulture, $"MaxConductance={weaker.MaxConductance:G2} with MinConductance={weaker.MinConductance:G2}");
        // A device cannot have less than it has.
        if (hardware.Device is { } device && weaker.MinConductance < device.MinConductance)
            return wires.Length == 0 ? null : $"{wires[..^", or ".Length]} ({Reached(converted)})";
        return $"{wires}{conductances} ({Reached(converted)})";
    }

    // The largest share that helps: halved until one does, then by halving between the last two.
    private static (double Share, ExactOutcome Converted)? Largest(Func<double, ExactOutcome?> attempt)
    {
        for (var (share, halvings) = (0.5, 0); halvings < MaxHalvings; share /= 2, halvings++)
        {
            if (attempt(share) is not { } converted)
                continue;
            var (best, tooMuch) = ((share, converted), 2 * share);
            for (var trial = 0; trial < MaxTrials; trial++)
            {
                var middle = (best.share + tooMuch) / 2;
                if (attempt(middle) is { } larger)
                    best = (middle, larger);
                else
                    tooMuch = middle;
            }

            return best;
        }

        return null;
    }

    private static string Reached(ExactOutcome converted) => string.Create(
        CultureInfo.InvariantCulture, $"tried: {100 * converted.Best!.Quality.UsedRange:F0} % of the range, off by {100 * converted.Error:G2} %");

    // At least one; 0 stands for all.
    private static int Part(int count, double share) => count == 0 ? 0 : Math.Max(1, (int)(share * count));

    // What is said is what was tried: two digits.
    private HardwareDesign Scaled(double share) => hardware with
    {
        MinConductance = Down(share * hardware.MinConductance), MaxConductance = Down(share * hardware.MaxConductance),
    };

    private static double Down(double quantity)
    {
        if (quantity <= 0)
            return 0;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(quantity)) - 1);
        return double.Parse((Math.Floor(quantity / unit) * unit).ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    // What a tile cut smaller would be like.
    private MappedTile Corner(MappedTile tile, int rows, int outputs)
    {
        outputs = outputs == 0 ? tile.OutputCount : outputs;
        // The slices of an output stay together.
        var slices = tile.Order.AreApart ? 1 : tile.Order.Slices;
        outputs = Math.Max(slices, outputs - (outputs % slices));
        var layout = new ArrayLayout(rows, outputs, tile.Layout.Subtraction) { Copies = tile.Layout.Copies };
        var weights = new float[rows * outputs];
        for (var k = 0; k < weights.Length; k++)
            weights[k] = tile.Weights[(k / outputs * tile.OutputCount) + (k % outputs)];
        return tile.IsSliced
            ? tile with { Layout = layout, Weights = weights, Target = WeightScaling.NormalizeSlices(layout, weights, tile.Target.ColumnScales[..outputs], tile.Target.ZeroLevel, tile.ZeroWeights.IsEmpty ? [] : tile.ZeroWeights.AsSpan(0, outputs)) }
            : MappedTile.Of(tile.Group, tile.FirstRow, tile.FirstOutput, layout, weights, mapping.Scale);
    }

    private static ExactOutcome? Try(MappedTile tile, HardwareDesign changed)
    {
        if (tile.Target.Values.Length > MaxCells)
            return null;
        var linear = changed.AsLinear();
        var arranged = tile.Layout.RowOrder.IsEmpty && tile.Layout.LineOrder.IsEmpty ? LineOrdering.Arrange(tile, linear) : tile;
        return ExactConversion.Find(arranged, linear) is { Best: { IsConverged: true, Quality.UsedRange: >= ConversionWarnings.LittleRange } } converted ? converted : null;
    }
}
