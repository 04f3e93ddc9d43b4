using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;

namespace Crossbar.Compiler.Pipeline;

/// <summary>
/// What must hold between the stages, whatever the options: a stage that breaks it is at fault, and not the user. Checked in Debug builds and in
/// tests; a check costs less than the stage by far.
/// </summary>
public static class StageChecks
{
#if DEBUG
    private const bool IsDebug = true;
#else
    private const bool IsDebug = false;
#endif

    /// <summary>Whether stages are checked.</summary>
    public static bool AreOn { get; set; } = IsDebug;

    /// <summary>After mapping: every weight has its place in one tile, and other places stand for no weight; lines are in some order; targets lie in [0, 1].</summary>
    /// <param name="layer">The layer as mapped.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void Mapped(MappedLayer layer)
    {
        if (!AreOn)
            return;
        ArgumentNullException.ThrowIfNull(layer);
        var source = layer.Source;
        var places = new int[source.Weights.Length];
        var held = new double[source.Weights.Length];
        // Of groups that share an array: what the rows of one hold for outputs of another, whose slices may cancel.
        var strays = new Dictionary<(int Row, int Output), double>();
        foreach (var tile in layer.Tiles)
        {
            var where = $"layer '{source.Name}', tile {tile.Place}";
            var layout = tile.Layout;
            Require(tile.Target.Values.Length == layout.CellCount, "mapping", where, "the target has another number of cells");
            Require(tile.Target.ColumnScales.Length == layout.OutputCount, "mapping", where, "the target has another number of columns");
            Require(tile.Target.Values.All(v => v is >= 0 and <= 1), "mapping", where, "a target lies outside of [0, 1]");
            Require(IsOrder(layout.RowOrder, layout.RowCount) && IsOrder(layout.LineOrder.Where(line => line != ArrayLayout.Spare), layout.LineCount), "mapping", where, "its lines are in no order");
            CountPlaces(layer, tile, places, held, strays);
        }

        var largest = source.Weights.Max(Math.Abs);
        Require(strays.Values.All(weight => Math.Abs(weight) <= 1e-6 * largest), "mapping", $"layer '{source.Name}'", "a row holds weights of another group");
        Require(places.All(count => count == layer.Slices), "mapping", $"layer '{source.Name}'", "a weight has no place, or several");
        CheckWeights(layer, held);
    }

    /// <summary>After conversion of a tile: as many cells as were mapped, conductances of numbers, transfers of numbers, a range that is not empty.</summary>
    /// <param name="layer">The layer as mapped.</param>
    /// <param name="index">The tile's number in the layer.</param>
    /// <param name="tile">The tile as converted, its lines in whatever order.</param>
    /// <param name="hardware">Devices.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void Converted(MappedLayer layer, int index, ConvertedTile tile, HardwareDesign hardware)
    {
        if (!AreOn)
            return;
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(tile);
        ArgumentNullException.ThrowIfNull(hardware);
        var before = layer.Tiles[index];
        var where = $"layer '{layer.Source.Name}', tile {before.Place}";
        Require(layer.RowsOf(tile.Mapped) == layer.RowsOf(before) && tile.Mapped.FirstOutput == before.FirstOutput, "conversion", where, "it stands in another place than mapped");
        Require(tile.Mapped.Weights.AsSpan().SequenceEqual(before.Weights), "conversion", where, "its weights are others than mapped");
        var cells = tile.Mapped.Layout.CellCount;
        Require(tile.Conductances.Length == cells && tile.Transfer.Length == cells, "conversion", where, "it has another number of cells");
        Require(tile.Conductances.All(g => g >= 0 && g <= StoredConductance.Of(hardware.MaxConductance, hardware)), "conversion", where, "a conductance lies beyond the devices' range");
        Require(tile.Transfer.All(double.IsFinite), "conversion", where, "a transfer conductance is no number");
        Require(tile.Window.Range > 0, "conversion", where, "its range is empty");
    }

    /// <summary>After programming: lengths agree, conductances lie in the devices' range where cells have no errors, transfers are numbers, ranges are not empty.</summary>
    /// <param name="layer">The layer as mapped.</param>
    /// <param name="arrays">Its arrays.</param>
    /// <param name="variation">Errors of programming.</param>
    /// <param name="hardware">Devices.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void Programmed(MappedLayer layer, ImmutableArray<ProgrammedArray> arrays, VariationOptions variation, HardwareDesign hardware)
    {
        if (!AreOn)
            return;
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(hardware);
        Require(arrays.Length == layer.Tiles.Length, "programming", $"layer '{layer.Source.Name}'", "an array is missing");
        for (var t = 0; t < arrays.Length; t++)
        {
            var array = arrays[t];
            var where = $"layer '{layer.Source.Name}', tile {array.Place(layer.Unrolled)}";
            Require(array.Rows == layer.RowsOf(layer.Tiles[t]) && array.FirstOutput == layer.Tiles[t].FirstOutput, "programming", where, "it stands in another place than mapped");
            var cells = array.Layout.CellCount;
            Require(array.Conductances.Length == cells && array.Transfer.Length == cells && (array.States.IsEmpty || array.States.Length == cells), "programming", where, "it has another number of cells");
            Require(array.Transfer.All(double.IsFinite), "programming", where, "a transfer conductance is no number");
            Require(array.Window.Range > 0, "programming", where, "its range is empty");
            for (var k = 0; k < cells; k++)
            {
                Require(CellStates.IsAbsent(array.States.AsSpan(), k) == array.Target.IsAbsent(k), "programming", where, $"cell {k} is there and should not be, or the other way round");
                Require(IsPossible(array, k, variation, hardware), "programming", where, $"cell {k} has {array.Conductances[k]} S");
            }
        }
    }

    /// <summary>After calibration: every column has a readout of numbers and an ADC range that is not empty, DAC ranges hold 0, shapes are the digital network's.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="InvalidOperationException">It does not hold.</exception>
    public static void Calibrated(CompiledNetwork network)
    {
        if (!AreOn)
            return;
        ArgumentNullException.ThrowIfNull(network);
        Require(network.Layers.Length == network.Software.Layers.Count(layer => layer is Convolution), "calibration", "the network", "a layer is missing");
        foreach (var compiled in network.Layers)
        {
            var where = $"layer '{compiled.Layer.Name}'";
            Require(ReferenceEquals(network.Design.Layers[compiled.Unrolled.Index], compiled.Layer), "calibration", where, "it is not in the design");
            Require(compiled.Layer.OutputShape.Equals(network.Software.Layers[compiled.Unrolled.Index].OutputShape), "calibration", where, "its output has another shape");
            foreach (var array in compiled.Arrays)
            {
                var range = compiled.Layer.InputRangeOf(array.Tile);
                Require(range is { Minimum: <= 0, Maximum: >= 0, Width: > 0 }, "calibration", where, $"DACs cover {range}");
                Require(array.Tile.Columns.Length == array.Tile.Pulses * array.Layout.OutputCount, "calibration", where, "a column has no readout");
                Require(array.Tile.Columns.All(column => column.AdcMaximum > column.AdcMinimum), "calibration", where, "an ADC's range is empty");
                Require(array.Tile.Columns.All(column => column.IsFinite), "calibration", where, "a column's readout is no number");
            }
        }
    }

    private static void CountPlaces(MappedLayer layer, MappedTile tile, int[] places, double[] held, Dictionary<(int Row, int Output), double> strays)
    {
        var source = layer.Source;
        var order = layer.Unrolled.Order;
        var first = layer.RowsOf(tile).First;
        for (var i = 0; i < tile.RowCount; i++)
        {
            var (group, row) = Math.DivRem(first + i, source.KernelLength);
            for (var j = 0; j < tile.OutputCount; j++)
            {
                var (output, _) = order.OutputOf(tile.FirstOutput + j);
                var weight = tile.Weights[(i * tile.OutputCount) + j];
                if (output / (source.Outputs / source.Groups) != group)
                {
                    strays[(first + i, output)] = strays.GetValueOrDefault((first + i, output)) + weight;
                    continue;
                }

                places[(output * source.KernelLength) + row]++;
                held[(output * source.KernelLength) + row] += weight;
            }
        }
    }

    // As they are, or rounded to the nearest multiple of what the greatest is so many of.
    private static void CheckWeights(MappedLayer layer, double[] held)
    {
        var weights = layer.Source.Weights;
        var greatest = layer.WeightBits == 0 ? 0 : weights.Max(Math.Abs);
        var tolerance = layer.WeightBits == 0 ? 0 : greatest * ((0.5 / ((1 << (layer.WeightBits - 1)) - 1)) + 1e-5);
        for (var k = 0; k < held.Length; k++)
            Require(Math.Abs(held[k] - weights[k]) <= tolerance, "mapping", $"layer '{layer.Source.Name}'", $"weight {k} is {weights[k]} and its cells stand for {held[k]}");
    }

    private static bool IsOrder(IEnumerable<int> order, int count)
    {
        var sorted = order.Order().ToArray();
        return sorted.Length == 0 || sorted.SequenceEqual(Enumerable.Range(0, count));
    }

    private static bool IsPossible(ProgrammedArray array, int cell, VariationOptions variation, HardwareDesign hardware)
    {
        double conductance = array.Conductances[cell];
        if (CellStates.IsAbsent(array.States.AsSpan(), cell))
            return conductance == 0;
        // The ends of the devices' range are rounded to single precision; errors end at 0 only.
        return variation.ProgrammingSigma > 0
            ? conductance >= 0 && double.IsFinite(conductance)
            : conductance >= StoredConductance.Of(hardware.MinConductance, hardware) && conductance <= StoredConductance.Of(hardware.MaxConductance, hardware);
    }

    private static void Require(bool holds, string stage, string where, string fault)
    {
        if (!holds)
            throw new InvalidOperationException($"A fault of the {stage} stage: {where}: {fault}.");
    }
}
