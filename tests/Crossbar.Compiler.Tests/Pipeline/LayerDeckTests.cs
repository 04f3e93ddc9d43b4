using System.Globalization;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Tests.Netlists;
using Crossbar.Compiler.Tests.Onnx;
using Crossbar.Tests.Support;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>The chain from .onnx to currents: decks that a compile writes, run by stock ngspice.</summary>
public sealed class LayerDeckTests
{
    private const int DecksALayer = 3;

    [NgspiceFact]
    public void Decks_of_every_layer_of_the_MNIST_network_give_the_expected_currents() => AssertDecksAgree();

    [NgspiceFact]
    public void They_do_so_with_access_transistors_and_unequal_resistances_and_programming_errors() => AssertDecksAgree(
        ("WireResistance", "2.5"), ("InputResistance", "40"), ("OutputResistance", "7"), ("AccessResistance", "1500"), ("ProgrammingSigma", "4e-7"));

    [NgspiceFact]
    public void They_do_so_where_the_offset_is_subtracted_digitally_and_nothing_is_converted() =>
        AssertDecksAgree(("OffsetSubtraction", "Digital"), ("Conversion", "None"), ("WireResistance", "10"));

    private static void AssertDecksAgree(params (string Name, string Value)[] metadata)
    {
        using var folder = new TemporaryFolder();
        var request = new CompilationRequest(
            Repository.At("samples", "Mnist", "Mnist.onnx"), [("MaxRows", "32"), ("MaxColumns", "16"), .. metadata], null, null);
        ModelCompiler.Compile(request, folder.Path, new DiagnosticBag());
        var netlists = Path.Combine(folder.Path, "netlists");
        var decks = File.ReadAllLines(Path.Combine(netlists, NetlistWriter.IndexFile)).Skip(2).Select(line => line.Split('\t')).ToArray();
        Assert.Equal(["0", "1", "2", "3"], decks.Select(fields => fields[1]).Distinct());
        foreach (var layer in decks.GroupBy(fields => fields[1]))
        {
            // First, middle and last: the largest tiles and the rest of the division.
            var files = layer.Select(fields => fields[0]).ToArray();
            foreach (var k in Enumerable.Range(0, DecksALayer).Select(k => k * (files.Length - 1) / (DecksALayer - 1)).Distinct())
            {
                var path = Path.Combine(netlists, files[k]);
                var expected = NgspiceRunner.Expected(path);
                Assert.InRange(expected.Length, 1, 16);
                Assert.True(expected.Max() > 1e-7, string.Create(CultureInfo.InvariantCulture, $"{files[k]} has no current worth the name."));
                NgspiceRunner.AssertAgree(expected, NgspiceRunner.Run(path), 1e-9);
            }
        }
    }
}
