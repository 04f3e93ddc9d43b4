using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Runtime.Tables;
using Crossbar.Runtime.Tests.Layers;

namespace Crossbar.Compiler.Tests.Mapping;

/// <summary>What leaves the compiler, tables and decks, for schemes, orders and spare columns.</summary>
public sealed class SchemeOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MappingScheme.Dense, 0, 1)]
    [InlineData(MappingScheme.Differential, 2, 3)]
    [InlineData(MappingScheme.SignedInput, 0, 2)]
    public void A_table_reads_back_as_the_tiles_that_it_was_made_from(MappingScheme scheme, int spareColumns, int copies)
    {
        var (_, network) = Compile(scheme, spareColumns, copies);
        var layer = network.Layers[0].Layer;
        var reader = new TableReader(TableBlob.Pack([layer]).Table(0));
        foreach (var tile in layer.Tiles)
        {
            var read = reader.ReadTile(
                tile.Group, tile.FirstRow, tile.RowCount, tile.FirstOutput, tile.OutputCount, tile.Subtraction, tile.ZeroConductance,
                tile.ConductanceRange, tile.RowOrder.Length, tile.LineOrder.Length, copies: copies);
            Assert.Equal(tile.Layout with { RowOrder = [], LineOrder = [] }, read.Layout with { RowOrder = [], LineOrder = [] });
            Assert.Equal(tile.RowOrder.ToArray(), read.RowOrder.ToArray());
            Assert.Equal(tile.LineOrder.ToArray(), read.LineOrder.ToArray());
            Assert.Equal(tile.Conductances.ToArray(), read.Conductances.ToArray());
            Assert.Equal(tile.Columns.ToArray(), read.Columns.ToArray());
        }
    }

    [Fact]
    public void The_tables_call_names_what_the_reader_needs()
    {
        var (_, network) = Compile(MappingScheme.Differential, 2, 3);
        var tile = network.Layers[0].Layer.Tiles[0];
        var call = LayerExpressions.ReadTile(tile, false);
        Assert.Contains("subtraction: global::Crossbar.Runtime.Layers.Crossbars.CurrentSubtraction.ColumnPair", call, StringComparison.Ordinal);
        Assert.Contains("copies: 3", call, StringComparison.Ordinal);
        Assert.Contains($"orderedLines: {tile.LineOrder.Length}", call, StringComparison.Ordinal);
    }

    [NgspiceTheory]
    [InlineData(MappingScheme.Dense, 1, 1)]
    [InlineData(MappingScheme.Dense, 0, 2)]
    [InlineData(MappingScheme.Differential, 0, 1)]
    [InlineData(MappingScheme.Differential, 1, 2)]
    [InlineData(MappingScheme.SignedInput, 0, 3)]
    public void Decks_of_every_array_of_a_scheme_give_in_ngspice_the_currents_that_they_expect(MappingScheme scheme, int spareColumns, int copies)
    {
        var (model, network) = Compile(scheme, spareColumns, copies);
        NetlistWriter.Write(_folder.Path, model, network);
        var rows = ArrayFolder.Verify(_folder.Path);
        var arrays = network.ArrayCount;
        Assert.Equal(arrays, rows.Count(row => row.Deck.Contains("tile", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.Equal("ok", row.Result));
    }

    private static (LoadedModel Model, CompiledNetwork Network) Compile(MappingScheme scheme, int spareColumns, int copies)
    {
        var c = ConvolutionCase.Create(11, maxSize: 4);
        var options = new CompilerOptions { Mapping = new() { Scheme = scheme, SpareColumns = spareColumns, Copies = copies, MaxRows = 16, MaxColumns = 12 } };
        var design = OneLayer.Design(c.Digital(), c.Input);
        var imported = new ImportedModel { Design = design, InputName = "x", OutputName = "y", Producer = "", Opset = 20, Operators = ["Conv"] };
        return (new LoadedModel("Test.onnx", options, imported), NetworkCompiler.Compile(design, [c.X], options));
    }
}
