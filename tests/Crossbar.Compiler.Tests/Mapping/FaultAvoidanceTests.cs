using System.Collections.Immutable;
using Crossbar.Compiler.Tests.Conversion;

namespace Crossbar.Compiler.Tests.Mapping;

public sealed class FaultAvoidanceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public FaultAvoidanceTests() => _file = _folder["faults.csv"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_fault_map_is_read_line_by_line()
    {
        File.WriteAllText(_file, "# array,row,column,state\n\n3, 1, 2, on\n3,4,5,off\n0,0,0,on\n");
        var map = FaultMap.Read(_file);
        Assert.Equal([new StuckCell(1, 2, true), new StuckCell(4, 5, false)], map.Of(3).ToArray());
        Assert.Empty(map.Of(1));
    }

    [Theory]
    [InlineData("1,2,on")]
    [InlineData("1,2,3,stuck")]
    [InlineData("-1,2,3,on")]
    public void A_bad_line_is_reported_with_its_number(string line)
    {
        File.WriteAllText(_file, "0,0,0,on\n" + line);
        var error = Reported.Only(Descriptors.InvalidFaultMap, () => FaultMap.Read(_file));
        Assert.Equal((_file, 2), (error.File, error.Line));
    }

    [Fact]
    public void A_line_that_contradicts_another_is_reported_with_both_and_one_that_repeats_it_is_nothing()
    {
        File.WriteAllText(_file, "0,0,0,on\n0,0,0,on\n0,1,0,off\n  0,0,0,off\n0,1,0,on\n");
        var errors = Assert.Throws<CompilationException>(() => FaultMap.Read(_file)).Diagnostics;
        Reported.Only([Descriptors.ContradictoryFaults, Descriptors.ContradictoryFaults], errors);
        Assert.Equal([(_file, 4, 3), (_file, 5, 1)], errors.Select(error => (error.File!, error.Line, error.Column)));
        Assert.Contains("row 0, column 0 of array 0 is stuck off, and in line 1 that it is stuck on", errors[0].Message, StringComparison.Ordinal);
        File.WriteAllText(_file, "0,0,0,on\n0,0,0,on\n");
        Assert.Equal([new StuckCell(0, 0, true)], FaultMap.Read(_file).Of(0).ToArray());
    }

    [Fact]
    public void A_cell_of_no_array_or_outside_of_its_array_is_reported_at_its_line()
    {
        var layer = new MappedLayer(0, null!, new TensorShape(6), CurrentSubtraction.ReferenceColumn, [Tile(6, 3), Tile(6, 3)]) { OutputShape = new TensorShape(6) };
        File.WriteAllText(_file, "0,5,3,on\n1,0,0,off\n\n2,0,0,on\n 99,0,0,off\n");
        var errors = Assert.Throws<CompilationException>(() => FaultAvoidance.Place([layer], FaultMap.Read(_file), spareColumns: 0)).Diagnostics;
        Reported.Only([Descriptors.NoSuchArray, Descriptors.NoSuchArray], errors);
        Assert.Equal([(_file, 4, 1), (_file, 5, 2)], errors.Select(error => (error.File!, error.Line, error.Column)));
        Assert.Contains("array 99, but the chip has 2: 0 to 1", errors[1].Message, StringComparison.Ordinal);

        File.WriteAllText(_file, "0,5,3,on\n1,6,0,off\n");
        var outside = Assert.Single(Assert.Throws<CompilationException>(() => FaultAvoidance.Place([layer], FaultMap.Read(_file), spareColumns: 0)).Diagnostics);
        Assert.Equal((Descriptors.FaultOutsideArray, _file, 2, 1), (outside.Descriptor, outside.File, outside.Line, outside.Column));
        // A spare column is a column: with it the cell is there.
        File.WriteAllText(_file, "0,5,4,on\n");
        Assert.Throws<CompilationException>(() => FaultAvoidance.Place([layer], FaultMap.Read(_file), spareColumns: 0));
        Assert.Single(FaultAvoidance.Place([layer], FaultMap.Read(_file), spareColumns: 1));
    }

    [Fact]
    public void A_whole_column_of_faults_becomes_the_spare_one()
    {
        var faults = Enumerable.Range(0, 6).Select(i => new StuckCell(i, 1, i % 2 == 0)).ToImmutableArray();
        var tile = FaultAvoidance.Place(Tile(6, 3), [faults], spareColumns: 1);
        Assert.Equal(ArrayLayout.Spare, tile.Layout.LineOf(1));
        Assert.Equal(5, tile.Layout.BitLines);
    }

    [Fact]
    public void A_cell_stuck_on_gets_a_row_and_a_column_that_want_the_greatest_conductance()
    {
        // A column of equal and largest weights: its cells have the value 1, whichever row comes to lie there.
        var tile = Tile(6, 3, w =>
        {
            for (var i = 0; i < 6; i++)
                w[(i * 3) + 1] = 9;
        });
        var placed = FaultAvoidance.Place(tile, [[new StuckCell(4, 0, true)]], spareColumns: 0);
        Assert.Equal(1, placed.Target.Values[(4 * placed.Layout.BitLines) + 0], 6);
    }

    // The cells around a stuck one still meet their targets, and the stuck one is what it is.
    [Fact]
    public void The_exact_conversion_works_around_stuck_cells()
    {
        var hardware = new HardwareDesign();
        var tile = FaultAvoidance.Place(Tile(40, 12), [[new StuckCell(3, 2, true), new StuckCell(30, 7, false)]], spareColumns: 1);
        var programmed = Exact.Convert("conv", tile, hardware);
        var stuck = new HashSet<int>();
        tile.ForEachFault((cell, fault) =>
        {
            stuck.Add(cell);
            Assert.Equal(1, programmed.Conductances[cell] / (fault.IsOn ? hardware.MaxConductance : hardware.MinConductance), 1e-6);
        });
        Assert.Equal(2, stuck.Count);
        for (var k = 0; k < programmed.Transfer.Length; k++)
        {
            if (!stuck.Contains(k) && tile.Layout.LineOf(k % tile.Layout.BitLines) != ArrayLayout.Spare)
                Assert.Equal(programmed.Window.Floor + (programmed.Range * tile.Target.Values[k]), programmed.Transfer[k], 1e-5 * programmed.Range);
        }
    }

    [Fact]
    public void A_fault_outside_its_array_is_refused()
    {
        var failure = Assert.Throws<CompilationException>(() => FaultAvoidance.Place(Tile(6, 3), [[new StuckCell(6, 0, true)]], 0));
        Reported.Only(Descriptors.FaultOutsideArray, failure.Diagnostics);
    }

    [Fact]
    public void An_assignment_is_the_best_of_all_permutations()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 20; trial++)
        {
            var cost = new double[5, 5];
            for (var k = 0; k < 25; k++)
                cost[k / 5, k % 5] = random.Next(10);
            var items = Assignment.Solve(cost);
            Assert.Equal(Enumerable.Range(0, 5), items.Order());
            Assert.Equal(Permutations(5).Min(p => Total(cost, p)), Total(cost, items));
        }
    }

    private static double Total(double[,] cost, int[] items) => Enumerable.Range(0, items.Length).Sum(p => cost[items[p], p]);

    private static IEnumerable<int[]> Permutations(int n) => n == 0
        ? [[]]
        : Permutations(n - 1).SelectMany(p => Enumerable.Range(0, n).Select(k => (int[])[.. p[..k], n - 1, .. p[k..]]));

    private static MappedTile Tile(int rows, int outputs, Action<float[]>? change = null)
    {
        var random = new Random(rows);
        var weights = Enumerable.Range(0, rows * outputs).Select(_ => random.NextSingle() - 0.5f).ToArray();
        change?.Invoke(weights);
        var layout = new ArrayLayout(rows, outputs, CurrentSubtraction.ReferenceColumn);
        return new MappedTile
        {
            Group = 0, FirstRow = 0, FirstOutput = 0, Layout = layout, Weights = weights, Target = WeightScaling.Normalize(layout, weights, WeightScale.Array),
        };
    }
}
