using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>The two files of an array: its subcircuit, and the deck that tests it.</summary>
internal static class ArrayNetlists
{
    // Long enough for every source to have risen; there is nothing else that takes time.
    private const double ReadTime = 1e-6;
    private const double RiseTime = 1e-8;

    /// <summary>The name of an array's subcircuit, and of its files without their extension: a tile's second array has its number in the name.</summary>
    public static string NameOf(int layerIndex, int tileIndex, int arrayIndex) => string.Create(
        CultureInfo.InvariantCulture, $"layer{layerIndex:D2}_tile{tileIndex:D3}{(arrayIndex == 0 ? "" : $"_array{arrayIndex}")}");

    /// <summary>The name of an array's subcircuit.</summary>
    public static string NameOf(ArrayCircuit array) => NameOf(array.LayerIndex, array.TileIndex, array.ArrayIndex);

    /// <summary>The file with the array's subcircuit.</summary>
    public static Netlist Library(ArrayCircuit array, CellDesign cells, NetlistHeader header)
    {
        array.Validate();
        return new Netlist
        {
            Header = header.With($"{Title(array)}, as a subcircuit", [.. Description(array), NetlistHeader.HashOf(array.Conductances.Span, array.States.AsSpan())]),
            Subcircuits = [ArraySubcircuit.Make(NameOf(array), array.RowCount, array.BitLines, array.Conductances, array.Resistances, cells)],
        };
    }

    /// <summary>The deck that drives the array with its test vectors.</summary>
    public static Netlist Bench(ArrayCircuit array, CellDesign cells, NetlistHeader header)
    {
        array.Validate();
        var name = NameOf(array);
        return new Netlist
        {
            Header = header.With($"{Title(array)}, driven by its test vectors", Description(array)),
            Includes = [NetlistParameters.File, .. DeviceLibrary.Needed(cells), name + ".inc"],
            Elements = Elements(array, name, cells),
            Test = new TestBench([.. Enumerable.Range(0, array.BitLines).Select(j => new Probe(ProbeKind.Current, new Name("sense", j), array.ExpectedOf(j)))]).For(cells, array.VectorCount),
        };
    }

    /// <summary>
    /// A DAC: a code times full scale. Of several codes the selector (<see cref="Selector"/>) chooses one, by sources in series that are
    /// linear: behavioural ones cost simulators digits.
    /// </summary>
    public static IEnumerable<Element> Dac(Name name, double[] codes, CellDesign cells)
    {
        if (codes.Length == 1)
        {
            var voltage = Share(codes[0]);
            yield return new VoltageSource(name, name, Name.Ground, voltage) { Course = cells.HasState ? [(0, 0), (RiseTime, voltage)] : [] };
            yield break;
        }

        for (var v = 0; v < codes.Length; v++)
        {
            var (from, to) = (v == 0 ? name : name with { Second = v }, v == codes.Length - 1 ? Name.Ground : name with { Second = v + 1 });
            yield return new ControlledVoltage(name with { Second = v }, from, to, Selected(v), Name.Ground, Share(codes[v]));
        }

        static Quantity Share(double code) => $"{Quantity.Text(code)}*{NetlistParameters.FullScale}/{NetlistParameters.MaxDacCode}";
    }

    /// <summary>
    /// What chooses among several test vectors: a source whose voltage is the vector's number, and for each vector a node that has 1 V while it
    /// is read. Nothing for a single one.
    /// </summary>
    public static IEnumerable<Element> Selector(int vectors, CellDesign cells)
    {
        if (vectors == 1)
            yield break;
        yield return new Remark($"V({TestBench.Selector}) is the number of the test vector, V({TestBench.Selector}_k) 1 while it is k");
        // From -1, where no DAC gives anything, a step up per read.
        ImmutableArray<(double, Quantity)> course =
        [
            .. Enumerable.Range(0, vectors).SelectMany(v => new (double, Quantity)[] { (v * ReadTime, v - 1), ((v * ReadTime) + RiseTime, v) }),
        ];
        yield return new VoltageSource(TestBench.Selector, TestBench.Selector, Name.Ground, 0) { Course = cells.HasState ? course : [] };
        for (var v = 0; v < vectors; v++)
        {
            yield return new BehaviouralVoltage(Selected(v), Selected(v), Name.Ground, string.Create(
                CultureInfo.InvariantCulture, $"max(1-abs(V({TestBench.Selector})-{v}),0)"));
        }
    }

    private static Name Selected(int vector) => new(TestBench.Selector, vector);

    /// <summary>The test as cells need it: transient where they have a state, which they must keep.</summary>
    public static TestBench For(this TestBench test, CellDesign cells, int vectors) => test with
    {
        Vectors = vectors,
        ReadTime = cells.HasState ? ReadTime : 0,
        IsNonlinear = cells.IsNonlinear || cells.HasState,
        Tolerance = cells.HasState ? Tolerance.Transient : cells.Custom is null ? Tolerance.Exact : Tolerance.Exact with { Limit = cells.Limit },
    };

    /// <summary>The same test where its probes are differences of currents.</summary>
    public static TestBench OfDifferences(this TestBench test) => test switch
    {
        { IsTransient: true } => test,
        { IsNonlinear: true } => test with { Tolerance = Tolerance.NonlinearDifferences with { Limit = test.Tolerance.Limit } },
        _ => test with { Tolerance = Tolerance.Differences },
    };

    private static IEnumerable<Element> Elements(ArrayCircuit array, string name, CellDesign cells)
    {
        foreach (var element in Selector(array.VectorCount, cells))
            yield return element;
        yield return new Remark(array.VectorCount == 1 ? "test vector: DAC codes" : "test vectors: DAC codes");
        for (var i = 0; i < array.RowCount; i++)
        {
            foreach (var element in Dac(new Name("in", i), array.CodesOf(i), cells))
                yield return element;
        }

        yield return new Remark("virtual grounds, whose currents are the columns'");
        for (var j = 0; j < array.BitLines; j++)
            yield return new VoltageSource(new Name("sense", j), new Name("out", j), Name.Ground, 0);
        yield return new Instance(name, [.. Enumerable.Range(0, array.RowCount).Select(i => new Name("in", i)), .. Enumerable.Range(0, array.BitLines).Select(j => new Name("out", j))], name);
    }

    private static string Title(ArrayCircuit array) =>
        $"layer {array.LayerIndex} '{array.Layer}', tile {array.TileIndex}: array of {array.RowCount} rows and {array.BitLines} columns";

    private static ImmutableArray<string> Description(ArrayCircuit array)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var (lastRow, lastColumn) = (array.FirstRow + array.RowCount - 1, array.FirstColumn + array.ColumnCount - 1);
        lines.Add($"Rows are the layer's inputs {array.FirstRow} to {lastRow}; columns hold its outputs {array.Order.NameOf(array.FirstColumn)} to {array.Order.NameOf(lastColumn)}.");
        if (array.Order.Slices > 1)
            lines.Add("The number behind an output's point is that of the slice of its weights, from the least digit.");
        if (array.ArrayIndex > 0)
            lines.Add("This is the tile's second array: it holds the negative weights and inverted inputs drive it.");
        lines.Add("Node t_i_j is the word line and b_i_j the bit line at cell (i, j), m_i_j lies between memristor and access transistor.");
        lines.Add("Where a resistance was 0 the two nodes that it would join are one; a cell without conductance is not placed.");
        if (!array.RowOrder.IsEmpty)
            AddRowOrder(array, lines);
        lines.Add("Columns:");
        for (var j = 0; j < array.BitLines; j++)
            lines.Add($"{j}: {array.ColumnNames[j]}");
        return lines.ToImmutable();
    }

    private static void AddRowOrder(ArrayCircuit array, ImmutableArray<string>.Builder lines)
    {
        const int RowsPerLine = 16;
        lines.Add("The inputs of rows 0, 1, 2 and so on:");
        for (var i = 0; i < array.RowCount; i += RowsPerLine)
        {
            var inputs = Enumerable.Range(i, Math.Min(RowsPerLine, array.RowCount - i)).Select(array.RowOf);
            lines.Add(string.Join(' ', inputs.Select(k => k.ToString(CultureInfo.InvariantCulture))));
        }
    }
}
