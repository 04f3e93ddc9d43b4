using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Runtime.Tables;
using Crossbar.Runtime.Tests.Layers;

namespace Crossbar.Compiler.Tests.Encodings;

/// <summary>What leaves the compiler, tables and decks, for inputs in pulses and weights in slices.</summary>
public sealed class EncodingOutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(MappingScheme.Dense, InputEncoding.BitSerial, SlicePlacement.Columns)]
    [InlineData(MappingScheme.Differential, InputEncoding.BitSerial, SlicePlacement.Arrays)]
    [InlineData(MappingScheme.SignedInput, InputEncoding.PulseWidth, SlicePlacement.Columns)]
    public void A_table_reads_back_as_the_tiles_that_it_was_made_from(MappingScheme scheme, InputEncoding encoding, SlicePlacement placement)
    {
        var (_, network) = Compile(scheme, encoding, placement, 0);
        var layer = network.Layers[0].Layer;
        var reader = new TableReader(TableBlob.Pack([layer]).Table(0));
        foreach (var tile in layer.Tiles)
        {
            var read = reader.ReadTile(
                tile.Group, tile.FirstRow, tile.RowCount, tile.FirstOutput, tile.OutputCount, tile.Subtraction, tile.ZeroConductance,
                tile.ConductanceRange, tile.RowOrder.Length, tile.LineOrder.Length, pulses: tile.Pulses, holdsZeroWeights: !tile.ZeroWeights.IsEmpty);
            Assert.Equal(tile.Columns.ToArray(), read.Columns.ToArray());
            Assert.Equal(tile.ZeroWeights.ToArray(), read.ZeroWeights.ToArray());
            Assert.Equal(tile.Layout with { RowOrder = [], LineOrder = [] }, read.Layout with { RowOrder = [], LineOrder = [] });
        }

        var call = LayerExpressions.ReadTile(layer.Tiles[0], false);
        Assert.Equal(encoding == InputEncoding.BitSerial, call.Contains("pulses: 3", StringComparison.Ordinal));
        Assert.Equal(scheme == MappingScheme.Dense, call.Contains("holdsZeroWeights: true", StringComparison.Ordinal));
        Assert.Contains("Slices = 3,", LayerExpressions.Crossbar(layer));
        Assert.Equal(placement == SlicePlacement.Arrays, LayerExpressions.Crossbar(layer).Contains("SlicesApart = true,"));
        Assert.Contains($"Encoding = global::Crossbar.Runtime.InputEncoding.{encoding}", LayerExpressions.Hardware(network.Design.Hardware), StringComparison.Ordinal);
    }

    [NgspiceTheory]
    [InlineData(MappingScheme.Dense, InputEncoding.BitSerial, SlicePlacement.Columns, 0)]
    [InlineData(MappingScheme.Differential, InputEncoding.BitSerial, SlicePlacement.Arrays, 0)]
    [InlineData(MappingScheme.SignedInput, InputEncoding.BitSerial, SlicePlacement.Columns, 3)]
    [InlineData(MappingScheme.Differential, InputEncoding.PulseWidth, SlicePlacement.Columns, 0)]
    [InlineData(MappingScheme.Dense, InputEncoding.PulseWidth, SlicePlacement.Columns, 3)]
    [InlineData(MappingScheme.Differential, InputEncoding.Spikes, SlicePlacement.Columns, 0)]
    [InlineData(MappingScheme.Differential, InputEncoding.Spikes, SlicePlacement.Arrays, 3)]
    [InlineData(MappingScheme.Dense, InputEncoding.Spikes, SlicePlacement.Columns, 0)]
    [InlineData(MappingScheme.Dense, InputEncoding.Spikes, SlicePlacement.Arrays, 3)]
    [InlineData(MappingScheme.Toeplitz, InputEncoding.BitSerial, SlicePlacement.Columns, 0)]
    [InlineData(MappingScheme.Toeplitz, InputEncoding.PulseWidth, SlicePlacement.Arrays, 3)]
    [InlineData(MappingScheme.Toeplitz, InputEncoding.Amplitude, SlicePlacement.Columns, 3)]
    public void Decks_of_every_array_and_layer_give_in_ngspice_the_currents_and_codes_that_they_expect(
        MappingScheme scheme, InputEncoding encoding, SlicePlacement placement, double nonlinearity)
    {
        var (model, network) = Compile(scheme, encoding, placement, nonlinearity);
        NetlistWriter.Write(_folder.Path, model, network);
        var rows = ArrayFolder.Verify(_folder.Path);
        Assert.Equal(network.ArrayCount, rows.Count(row => row.Deck.Contains("tile", StringComparison.Ordinal)));
        Assert.All(rows, row => Assert.Equal("ok", row.Result));
        var deck = File.ReadAllText(Path.Combine(_folder.Path, "layer00.cir"));
        Assert.Equal(encoding == InputEncoding.BitSerial, deck.Contains("code2_0_0", StringComparison.Ordinal));
        var hasSigns = encoding == InputEncoding.Spikes && scheme == MappingScheme.Differential;
        Assert.Contains(hasSigns ? "6 columns" : "3 columns", deck, StringComparison.Ordinal);
        Assert.Equal(hasSigns, deck.Contains(placement == SlicePlacement.Columns ? "output 0.0+, output 0.0-, output 0.1+" : "output 0.0+, output 1.0+", StringComparison.Ordinal));
    }

    private static (LoadedModel Model, CompiledNetwork Network) Compile(MappingScheme scheme, InputEncoding encoding, SlicePlacement placement, double nonlinearity)
    {
        var c = ConvolutionCase.Create(11, maxSize: 4);
        var options = new CompilerOptions
        {
            // Five bits of magnitude, or six with an offset, in digits of two.
            Mapping = new()
            {
                Scheme = scheme,
                MaxRows = scheme == MappingScheme.Toeplitz ? 0 : 16,
                MaxColumns = scheme == MappingScheme.Toeplitz ? 0 : 12,
                WeightBits = 6,
                CellBits = 2,
                SlicePlacement = placement,
                OffsetSubtraction = encoding == InputEncoding.Spikes ? OffsetSubtraction.Digital : OffsetSubtraction.Analog,
            },
            Converters = new() { InputEncoding = encoding, InputDigitBits = 3, DacBits = encoding == InputEncoding.Spikes ? 4 : 8 },
            Hardware = new() { Nonlinearity = nonlinearity },
        };
        var design = OneLayer.Design(c.Digital(), c.Input);
        var imported = new ImportedModel { Design = design, InputName = "x", OutputName = "y", Producer = "", Opset = 20, Operators = ["Conv"] };
        return (new LoadedModel("Test.onnx", options, imported), NetworkCompiler.Compile(design, [c.X], options));
    }
}
