using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>All decks of networks that are compiled in many ways: arrays, layers and models, through stock ngspice.</summary>
public sealed class NetlistKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly CompilerOptions Small = new()
    {
        Mapping = new() { MaxRows = 20, MaxColumns = 8 },
        Conversion = new() { Method = ConversionMethod.None },
        Hardware = new() { WireResistance = 3 },
    };

    [NgspiceFact]
    public void Thirty_decks_and_more_of_all_kinds_give_what_the_solver_expects()
    {
        (NetworkDesign Design, CompilerOptions Options)[] ways =
        [
            (SmallNetwork.Create(), Small),
            (SmallNetwork.Create(), Small with
            {
                Mapping = Small.Mapping with { Scheme = MappingScheme.Differential },
                Hardware = Small.Hardware with { AccessResistance = 700 },
                Converters = Small.Converters with { AdcBits = 0, DacBits = 0 },
            }),
            (TestNetworks.OneConvolution(), Small with
            {
                Mapping = Small.Mapping with { Scheme = MappingScheme.SignedInput },
                Netlist = Small.Netlist with { Access = NetlistAccess.Mosfet },
                Hardware = Small.Hardware with { AccessResistance = 2000 },
            }),
            (TestNetworks.OneConvolution(), Small with
            {
                Mapping = Small.Mapping with { Scheme = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0 },
                Conversion = Small.Conversion with { Method = ConversionMethod.Exact },
            }),
            (TestNetworks.OneConvolution(), Small with
            {
                Netlist = Small.Netlist with { Cell = NetlistCell.Memristor },
                Mapping = Small.Mapping with { OffsetSubtraction = OffsetSubtraction.Digital },
            }),
            (TestNetworks.OneConvolution(), Small with
            {
                Netlist = Small.Netlist with { Cell = NetlistCell.Memristor, Access = NetlistAccess.Mosfet },
                Hardware = Small.Hardware with { AccessResistance = 1000 },
            }),
            (SmallNetwork.Create(), Small with
            {
                Hardware = Small.Hardware with { Nonlinearity = 2 },
                Conversion = Small.Conversion with { Method = ConversionMethod.Exact },
                Netlist = Small.Netlist with { Vectors = 3 },
            }),
            (TestNetworks.OneConvolution(), Small with
            {
                Hardware = Small.Hardware with { Nonlinearity = 4, AccessResistance = 500 },
                Mapping = Small.Mapping with { Scheme = MappingScheme.Differential, Copies = 2 },
                Netlist = Small.Netlist with { Vectors = 1 },
            }),
            (TestNetworks.OneConvolution(), Small with
            {
                Hardware = Small.Hardware with { InputResistance = 0, OutputResistance = 0 },
                Mapping = Small.Mapping with { SpareColumns = 1, Copies = 2 },
                Variation = Small.Variation with { ProgrammingSigma = 1e-6 },
            }),
        ];
        var decks = 0;
        foreach (var (design, options) in ways)
        {
            var network = NetworkCompiler.Compile(design, TestNetworks.Images(design, 2), options);
            NetlistWriter.Write(_folder.Path, TestNetworks.Loaded(design, options), network);
            var rows = ArrayFolder.Verify(_folder.Path);
            Assert.All(rows, row => Assert.Equal("ok", row.Result));
            decks += rows.Count;
        }

        Assert.True(decks >= 30, $"There were {decks} decks.");
    }
}
