using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Tests.Pipeline;
using Crossbar.Runtime;
using Crossbar.Tests.Support;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>All decks of networks that are compiled in many ways: arrays, layers and models, through stock ngspice.</summary>
public sealed class NetlistKindTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static readonly CompilerOptions Small = new() { MaxRows = 20, MaxColumns = 8, Conversion = ConversionMethod.None, WireResistance = 3 };

    [NgspiceFact]
    public void Thirty_decks_and_more_of_all_kinds_give_what_the_solver_expects()
    {
        (NetworkDesign Design, CompilerOptions Options)[] ways =
        [
            (SmallNetwork.Create(), Small),
            (SmallNetwork.Create(), Small with { Mapping = MappingScheme.Differential, AccessResistance = 700, AdcBits = 0, DacBits = 0 }),
            (TestNetworks.OneConvolution(), Small with { Mapping = MappingScheme.SignedInput, NetlistAccess = NetlistAccess.Mosfet, AccessResistance = 2000 }),
            (TestNetworks.OneConvolution(), Small with { Mapping = MappingScheme.Toeplitz, MaxRows = 0, MaxColumns = 0, Conversion = ConversionMethod.Exact }),
            (TestNetworks.OneConvolution(), Small with { NetlistCell = NetlistCell.Memristor, OffsetSubtraction = OffsetSubtraction.Digital }),
            (TestNetworks.OneConvolution(), Small with { NetlistCell = NetlistCell.Memristor, NetlistAccess = NetlistAccess.Mosfet, AccessResistance = 1000 }),
            (SmallNetwork.Create(), Small with { Nonlinearity = 2, Conversion = ConversionMethod.Exact, NetlistVectors = 3 }),
            (TestNetworks.OneConvolution(), Small with { Nonlinearity = 4, AccessResistance = 500, Mapping = MappingScheme.Differential, NetlistVectors = 1 }),
            (TestNetworks.OneConvolution(), Small with { InputResistance = 0, OutputResistance = 0, SpareColumns = 1, ProgrammingSigma = 1e-6 }),
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
