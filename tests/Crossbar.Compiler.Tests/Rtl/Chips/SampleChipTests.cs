using System.Text.RegularExpressions;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Verification;

namespace Crossbar.Compiler.Tests.Rtl.Chips;

/// <summary>The samples' digital halves in Verilator, and their arrays in ngspice with the codes of the digital half.</summary>
public sealed class SampleChipTests
{
    private const int Bits = 8;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [RtlFact("verilator", "ngspice")]
    public void The_chip_of_the_small_network_has_the_runtimes_codes_and_those_of_digits_drive_its_arrays_in_ngspice() =>
        AssertCodes("Small", images: 10, ("CalibrationData", Repository.At("samples", "Small", "Small.npz")));

    [RtlFact("verilator", "ngspice")]
    [Trait(Campaign.Name, Campaign.Long)]
    public void The_MNIST_chip_has_the_runtimes_codes_for_a_hundred_images_and_those_of_digits_drive_its_arrays_in_ngspice() => AssertCodes("Mnist", images: 100);

    private static void AssertCodes(string name, int images, params (string, string)[] metadata)
    {
        using var chip = new SampleChip(name, images, [("NetlistVectors", "1"), .. metadata]);
        Assert.Equal([images, 10], chip.Verify().Select(row => row.Images));

        using var netlists = new TemporaryFolder();
        NetlistWriter.Write(netlists.Path, chip.Model, chip.Network);
        AssertCurrentsAreCodes(chip, netlists, crossbarLayer: 0, layer: chip.Network.Layers[0].Unrolled.Index, reads: 24);
        AssertCurrentsAreCodes(chip, netlists, crossbarLayer: 1, layer: chip.Network.Layers[1].Unrolled.Index, reads: 4);
    }

    [RtlFact("verilator")]
    [Trait(Campaign.Name, Campaign.Long)]
    public void The_ResNet_20_chip_has_the_runtimes_codes_and_9089_reads_on_its_longest_path()
    {
        using var chip = new SampleChip("ResNet20", 3, ("InputMean", "0.4914,0.4822,0.4465"), ("InputStd", "0.2470,0.2435,0.2616"));
        Assert.All(chip.Verify(), row => Assert.Equal((3, 9089), (row.Images, row.SequentialReads)));
    }

    // The simulated hardware had these codes on its rows and got these codes from its columns (Verify); here the circuit gets the former as voltages.
    private static void AssertCurrentsAreCodes(SampleChip chip, TemporaryFolder netlists, int crossbarLayer, int layer, int reads)
    {
        var array = chip.Network.Layers[crossbarLayer].Arrays[0];
        var (dac, adc) = (chip.Codes(layer, 0, "dac", Bits), chip.Codes(layer, 0, "adc", Bits));
        var deck = File.ReadAllText(netlists[$"layer{crossbarLayer:D2}_tile000.cir"]);
        var ngspice = new Ngspice("ngspice", Limit);
        var seen = new HashSet<int>();
        for (var k = 0; k < reads; k++)
        {
            var read = k * (dac.Length - 1) / (reads - 1);
            var result = ngspice.Run(Driven(deck, array.Layout, dac[read]), netlists.Path);
            Assert.Null(result.Failure);
            var codes = CodesOf(array, result.Values);
            Assert.Equal(adc[read], codes);
            seen.UnionWith(codes);
        }

        Assert.True(seen.Count > 10, "Hardly any codes differ: this says nothing.");
    }

    private static string Driven(string deck, ArrayLayout layout, int[] codes)
    {
        var count = 0;
        var driven = Regex.Replace(deck, @"(?m)^(?<source>Vin_(?<line>\d+) in_\d+ 0 (DC )?)'?\{?[\d.eE+-]+\*", match =>
        {
            count++;
            var code = codes[layout.InputOf(int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture))];
            return match.Value[..(match.Value.TrimEnd('*').LastIndexOfAny(['{', '\'', ' ']) + 1)] + code.ToString(CultureInfo.InvariantCulture) + "*";
        });
        Assert.Equal(layout.RowCount, count);
        return driven;
    }

    // Output less reference; docs/converters.md: code = round((I - minimum) / (maximum - minimum) * highest code).
    private static int[] CodesOf(CompiledArray array, IReadOnlyList<(string Signal, double Value)> values)
    {
        var currents = new double[array.Layout.OutputCount];
        foreach (var (signal, value) in values.Where(value => value.Signal.StartsWith("i(vsense_", StringComparison.Ordinal)))
        {
            if (array.Layout.RoleOf(array.Layout.LineOf(int.Parse(signal["i(vsense_".Length..^1], CultureInfo.InvariantCulture))) is not { } line)
                continue;
            for (var output = 0; output < currents.Length; output++)
                currents[output] += line.Output is { } own && own != output ? 0 : line.IsSubtracted ? -value : value;
        }

        return [.. currents.Select((current, j) =>
        {
            var readout = array.Tile.Columns[j];
            var highest = (1 << Bits) - 1;
            return (int)Math.Floor((Math.Clamp((current - readout.AdcMinimum) / ((double)readout.AdcMaximum - readout.AdcMinimum), 0, 1) * highest) + 0.5);
        })];
    }
}
