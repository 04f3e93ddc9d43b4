using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Tests.Netlists;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>A compile that lets go of each layer when it is measured, against one that keeps all of them.</summary>
public sealed class LayerByLayerTests
{
    public static TheoryData<CompilerOptions> Chips =>
    [
        new CompilerOptions(),
        new CompilerOptions { Mapping = new() { Scheme = MappingScheme.Differential, MaxRows = 16, MaxColumns = 8 } },
        new CompilerOptions { Mapping = new() { Scheme = MappingScheme.SignedInput }, Converters = new() { AdcRangeScope = AdcRangeScope.Layer } },
        new CompilerOptions { Mapping = new() { OffsetSubtraction = OffsetSubtraction.Digital, MaxRows = 16 }, Variation = new() { ProgrammingSigma = 1e-6, Seed = 3 } },
        new CompilerOptions { Conversion = new() { ConductanceLevels = 16 } },
    ];

    [Theory]
    [MemberData(nameof(Chips))]
    public void Tables_and_report_are_the_same(CompilerOptions options)
    {
        var (software, images) = (SmallNetwork.Create(), SmallNetwork.Images(3));
        var model = TestNetworks.Loaded(software, options);
        var whole = NetworkCompiler.Compile(software, images, options);
        var measurements = new LayerMeasurements(model);
        var finished = new List<CompiledLayer>();
        var released = NetworkCompiler.Compile(software, images, options, finished: layer =>
        {
            finished.Add(layer);
            measurements.Add(layer);
        });
        Assert.Equal(["first", "grouped", "shortcut", "dense"], finished.Select(layer => layer.Layer.Name));
        Assert.All(finished.Zip(whole.Layers), pair => Assert.Equal(pair.Second.Samples.Windows, pair.First.Samples.Windows));
        Assert.True(TableBlob.Pack(whole.Layers.Select(layer => layer.Layer)).Resource.SequenceEqual(TableBlob.Pack(released.Layers.Select(layer => layer.Layer)).Resource));
        Assert.Equal(ReportBuilder.Build(model, whole).ToJson(), ReportBuilder.Build(model, released, measurements.Finish()).ToJson());
    }

    // What is let go of is what large networks have no memory for.
    [Fact]
    public void A_layer_that_is_finished_keeps_its_cells_and_readouts()
    {
        var network = NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), new CompilerOptions(), finished: _ => { });
        Assert.All(network.Layers, layer => Assert.Empty(layer.Samples.Windows));
        Assert.All(network.Layers.SelectMany(layer => layer.Arrays), array =>
        {
            Assert.Equal(array.Layout.CellCount, array.Tile.Conductances.Length);
            Assert.Equal(array.Layout.OutputCount, array.Tile.Columns.Length);
            Assert.Empty(array.Programmed.Transfer);
            Assert.Empty(array.Programmed.Weights);
            Assert.Empty(array.Programmed.Target.Values);
        });
    }

    // Tables alone tell a chip: cells that are solved anew compute what the whole network does.
    [Fact]
    public void A_network_of_finished_layers_computes_the_same()
    {
        var (software, images) = (SmallNetwork.Create(), SmallNetwork.Images(3));
        var (expected, actual) = (new float[4], new float[4]);
        new CrossbarNetwork(NetworkCompiler.Compile(software, images, new CompilerOptions()).Design).Predict(images[0], expected);
        new CrossbarNetwork(NetworkCompiler.Compile(software, images, new CompilerOptions(), finished: _ => { }).Design).Predict(images[0], actual);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }
}
