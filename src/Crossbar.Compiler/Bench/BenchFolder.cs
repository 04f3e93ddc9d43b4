using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Bench;

/// <summary>
/// What a bench needs to program a chip: the conductances of each physical array as they lie on silicon, an index of the arrays and, where cells are
/// known to be stuck, a fault map (docs/bench.md).
/// </summary>
public static class BenchFolder
{
    /// <summary>The file that lists the cells that are not to be programmed, as <c>FaultMap</c> reads it; only where there are any.</summary>
    public const string StuckFile = "stuck.csv";

    private static readonly ImmutableArray<OutputForm> Forms = [BenchText.Form];

    /// <summary>Makes sure, before there is work, that a folder can have the files.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="CompilationException">It has an index of somebody else, or something that is no file (CBX0011, CBX0012, CBX0013).</exception>
    public static void Check(string directory, LoadedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        OutputFolder.Check(directory, model.ClassName, model.Files, Forms, BenchIndex.File, StuckFile);
    }

    /// <summary>Writes all files, or none.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="model">The model.</param>
    /// <param name="network">The network as compiled.</param>
    /// <returns>The arrays.</returns>
    /// <exception cref="CompilationException">The folder cannot be written to (CBX0010), or something else is in the way (CBX0011, CBX0012, CBX0013).</exception>
    public static ImmutableArray<BenchEntry> Write(string directory, LoadedModel model, CompiledNetwork network)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(network);
        var entries = ImmutableArray.CreateBuilder<BenchEntry>();
        var stuck = new StringBuilder();
        OutputFolder.Guard(directory, () =>
        {
            using var folder = new OutputFolder(directory, model.ClassName, model.Files, Forms);
            foreach (var (entry, array) in Arrays(network))
            {
                entries.Add(entry);
                folder.Write(entry.File, BenchText.Header(model, About(entry)) + Cells(array, entry.Half));
                AddStuck(stuck, entry, array);
            }

            folder.Write(BenchIndex.File, BenchIndex.Write(BenchText.Header(model, "The arrays; docs/bench.md says what is in each column"), entries));
            if (stuck.Length > 0)
                folder.Write(StuckFile, BenchText.Header(model, "Cells that cannot be programmed: array,row,column,state") + stuck);
            folder.Commit();
        });
        return entries.ToImmutable();
    }

    /// <summary>The physical arrays of a network with the tiles that they belong to, in the report's order.</summary>
    internal static IEnumerable<(BenchEntry Entry, ProgrammedArray Array)> Arrays(CompiledNetwork network)
    {
        var number = 0;
        foreach (var (layer, l) in network.Layers.Select((layer, l) => (layer, l)))
        {
            foreach (var (array, t) in layer.Arrays.Select((array, t) => (array, t)))
            {
                var lines = ArrayLines.Of(array.Layout, array.Programmed.Rows, array.Programmed.FirstOutput, array.Programmed.Order);
                var tolerance = CellTolerance.Of(array, layer.Converters.AdcBits, network.Design.Hardware);
                for (var half = 0; half < array.Layout.ArrayCount; half++)
                {
                    yield return (
                        new BenchEntry(NameOf(l, t, half), number++, array.Layout.RowCount, array.Layout.BitLines, lines)
                        {
                            Layer = l, LayerName = layer.Layer.Name, Tile = t, Half = half, Tolerance = tolerance,
                        },
                        array.Programmed);
                }
            }
        }
    }

    /// <summary>The conductances of one array of a tile as they lie on the wires, a line per word line; empty where no device is.</summary>
    /// <param name="array">The tile.</param>
    /// <param name="half">Which of its arrays.</param>
    /// <param name="isExact">Whether with all digits that the number has in double precision, rather than with those that tell it from others in single precision.</param>
    internal static string Cells(ProgrammedArray array, int half, bool isExact = false)
    {
        var (rows, columns) = (array.Layout.RowCount, array.Layout.BitLines);
        var text = new StringBuilder();
        for (var k = half * rows * columns; k < (half + 1) * rows * columns; k++)
        {
            if (!CellStates.IsAbsent(array.States.AsSpan(), k))
                _ = isExact ? text.Append(CultureInfo.InvariantCulture, $"{(double)array.Conductances[k]}") : text.Append(CultureInfo.InvariantCulture, $"{array.Conductances[k]}");
            text.Append((k + 1) % columns == 0 ? '\n' : ',');
        }

        return text.ToString();
    }

    // As the netlists call it.
    private static string NameOf(int layer, int tile, int half) =>
        string.Create(CultureInfo.InvariantCulture, $"layer{layer:D2}_tile{tile:D3}{(half == 0 ? "" : $"_array{half}")}.csv");

    private static IEnumerable<string> About(BenchEntry entry) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"Layer {entry.Layer} ({entry.LayerName}), tile {entry.Tile}, array {entry.Number}{(entry.Half > 0 ? ", that of inverted inputs" : "")}"),
        string.Create(CultureInfo.InvariantCulture, $"Siemens; {entry.Rows} word lines from the far end, a line each, times {entry.Columns} bit lines from the driven end"),
    ];

    private static void AddStuck(StringBuilder text, BenchEntry entry, ProgrammedArray array)
    {
        var first = entry.Half * entry.Rows * entry.Columns;
        for (var k = 0; !array.States.IsEmpty && k < entry.Rows * entry.Columns; k++)
        {
            if (array.States[first + k] is CellState.StuckOn or CellState.StuckOff)
                text.Append(CultureInfo.InvariantCulture, $"{entry.Number},{k / entry.Columns},{k % entry.Columns},{(array.States[first + k] == CellState.StuckOn ? "on" : "off")}\n");
        }
    }
}
