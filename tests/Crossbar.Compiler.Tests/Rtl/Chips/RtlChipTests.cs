using System.Text.RegularExpressions;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Rtl;
using Crossbar.Compiler.Rtl.Counts;
using Crossbar.Compiler.Rtl.Verification;
using Crossbar.Compiler.Scheduling;
using Crossbar.Compiler.Tests.Onnx;

namespace Crossbar.Compiler.Tests.Rtl.Chips;

/// <summary>Whole chips in simulation: every DAC code, ADC code and score is the runtime's, whoever pauses.</summary>
public sealed partial class RtlChipTests
{
    private static readonly (string, string)[] SmallArrays = [("MaxRows", "24"), ("MaxColumns", "8")];

    // Odd sizes and strides, groups, padding of one side, a pooling whose windows overlap, tiles in both directions.
    private static ModelBuilder Strided => new ModelBuilder(0, 4, 7, 6)
        .Floats("w", [6, 2, 3, 3]).Floats("b", [6]).ThenWith("Conv", ["w", "b"], ("group", 2), ("pads", new[] { 1, 0, 1, 2 }), ("strides", new[] { 2, 1 }))
        .Then("Relu").Then("MaxPool", ("kernel_shape", new[] { 2, 2 }), ("strides", new[] { 1, 2 }), ("pads", new[] { 1, 0, 0, 0 }))
        .Then("Flatten").Floats("f", [72, 5]).Floats("g", [5]).ThenWith("Gemm", ["f", "g"]);

    // A depthwise convolution with dilation, branches that are joined along the channels and added, functions by table, poolings with and without a border.
    private static ModelBuilder Branched => new ModelBuilder(0, 3, 6, 5)
        .Floats("w", [4, 3, 3, 3]).Floats("b", [4]).ThenWith("Conv", ["w", "b"], ("pads", new[] { 1, 1, 1, 1 })).Then("Sigmoid")
        .Floats("d", [4, 1, 2, 2]).ThenWith("Conv", ["d"], ("group", 4), ("dilations", new[] { 2, 1 }), ("pads", new[] { 1, 1, 1, 0 }))
        .Node("Concat", ["Conv2_out", "Sigmoid1_out"], ("axis", 1))
        .Floats("p", [4, 8, 1, 1]).ThenWith("Conv", ["p"]).Node("Add", ["Conv4_out", "Sigmoid1_out"]).Then("LeakyRelu")
        .Then("AveragePool", ("kernel_shape", new[] { 3, 3 }), ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { 2, 2 }))
        .Then("GlobalAveragePool").Then("Flatten").Floats("f", [4, 3]).ThenWith("Gemm", ["f"]);

    public static TheoryData<string, string> Chips => new()
    {
        { "Strided", "Mapping=Differential,DacRangeScope=Array" }, { "Strided", "Mapping=SignedInput,DacBits=5,AdcBits=3" }, { "Strided", "DacRangeScope=Array,MaxColumns=40" },
        { "Branched", "" }, { "Branched", "OffsetSubtraction=Digital,DacRangeScope=Array,DacBits=12,AdcBits=11" },
        { "Strided", "WeightBits=5,CellBits=2" }, { "Strided", "InputEncoding=Spikes,DacBits=5,AdcBits=6,Mapping=Differential" }, { "Branched", "WeightBits=6,CellBits=3,SlicePlacement=Arrays,Mapping=Differential,InputEncoding=PulseWidth" },
        { "Strided", "InputEncoding=BitSerial,InputDigitBits=3,Mapping=Differential" },
        { "Branched", "InputEncoding=BitSerial,DacBits=5,OffsetSubtraction=Digital,DacRangeScope=Array,WeightBits=4,CellBits=2" },
    };

    [RtlTheory("iverilog")]
    [MemberData(nameof(Chips))]
    public void Every_code_in_Icarus_is_the_runtimes_whoever_pauses(string model, string options)
    {
        using var chip = Chip(model, options);
        chip.InIcarus();
        foreach (var arguments in (string[][])[["+images=1"], ["+stall=40", "+seed=3"]])
        {
            var (status, output) = chip.Simulate(arguments);
            Assert.True(status == 0, $"{string.Join(' ', arguments)}: {output}");
            Assert.Contains("PASS images=", output, StringComparison.Ordinal);
            // As many reads as there are windows: nothing lost, nothing read twice.
            var images = arguments.Contains("+images=1") ? 1 : RtlChip.Images;
            foreach (var layer in chip.Network.Layers)
                Assert.Matches($@"READS layer{layer.Unrolled.Index}_\w+ {layer.Layer.Reads * images}\s", output);
        }
    }

    public static TheoryData<string, string> Paces => new()
    {
        { "Branched", "" }, { "Strided", "InputEncoding=BitSerial,InputDigitBits=3,Mapping=Differential" },
        { "Branched", "ReadTime=30e-9,ColumnsPerAdc=100,ClockFrequency=2e9" }, { "Strided", "ReadTime=45e-9,MaxArrays=60" },
    };

    public static TheoryData<string, string> OtherPaces => new()
    {
        { "Strided", "" }, { "Branched", "InputEncoding=BitSerial,DacBits=5,InputDigitBits=2,ReadTime=20e-9" }, { "Strided", "ReadTime=45e-9" },
        { "Branched", "ReadTime=35e-9,TargetRate=1e6" }, { "Branched", "ReadTime=35e-9,MaxArrays=22" },
        { "Strided", "InputEncoding=Spikes,DacBits=5,AdcBits=6,Mapping=Differential,ReadTime=30e-9" }, { "Branched", "OffsetSubtraction=Digital,ReadTime=25e-9,MaxArrays=30" },
    };

    // Every image's last score comes in the very cycle that the schedule says, whatever arrays take and share, and however often they are there.
    [RtlTheory("iverilog")]
    [MemberData(nameof(Paces))]
    public void The_schedule_is_the_hardwares_cycle_by_cycle(string model, string options) => AssertSchedule(model, options);

    [RtlTheory("iverilog")]
    [Trait(Campaign.Name, Campaign.Long)]
    [MemberData(nameof(OtherPaces))]
    public void So_it_is_at_other_paces(string model, string options) => AssertSchedule(model, options);

    private static void AssertSchedule(string model, string options)
    {
        const int Images = 10;
        using var chip = Chip(model, string.Create(CultureInfo.InvariantCulture, $"{options},RtlVectors={Images}"));
        var (status, output) = chip.InIcarus().Simulate();
        Assert.True(status == 0, output);
        var plan = ArrayPlan.Of(chip.Network.Design, chip.Options);
        var ends = LayerPipeline.Of(chip.Network.Design).Run(Images, plan.Timing, plan.Copies);
        Assert.Contains($"CYCLES latency={ends[0]} interval={(ends[^1] - ends[0]) / (Images - 1)} total={ends[^1]}\n", output, StringComparison.Ordinal);
        var schedule = ChipSchedule.Of(chip.Network.Design, chip.Options);
        Assert.Equal(ends[0], schedule.LatencyCycles);
        // What is told is the mean; of so many images a part of a turn of copies may be missing.
        Assert.InRange(schedule.IntervalCycles, schedule.Layers.Max(layer => layer.Cycles), 1.01 * schedule.Layers.Max(layer => layer.Cycles));
        Assert.InRange((double)(ends[^1] - ends[3]) / (Images - 4), 0.95 * schedule.IntervalCycles, 1.05 * schedule.IntervalCycles);
        Assert.All(schedule.Layers, layer => Assert.InRange(layer.Busy, 0, 1 + 1e-9));
    }

    [RtlFact("iverilog")]
    public void Arrays_that_take_longer_and_share_their_ADCs_give_the_same_codes()
    {
        using var chip = Chip("Branched", "");
        var (status, output) = chip.InIcarus("ARRAY_LATENCY=5", "ADC_CYCLES=3").Simulate("+stall=10");
        Assert.True(status == 0, output);
    }

    // A branch past two convolutions, one past a convolution with stride and padding, and one past a pooling: what is joined must wait as long as they do.
    private static ModelBuilder Joined(int stride) => new ModelBuilder(0, 2, 9, 8)
        .Floats("a", [2, 2, 3, 3]).ThenWith("Conv", ["a"], ("pads", new[] { 1, 1, 1, 1 }), ("strides", new[] { stride, 1 }))
        .Floats("w", [2, 2, 3, 3]).ThenWith("Conv", ["w"], ("pads", new[] { 1, 1, 1, 1 }))
        .Floats("v", [2, 2, 3, 2]).ThenWith("Conv", ["v"], ("pads", new[] { 2, 1, 0, 0 }))
        .Node("Add", ["Conv2_out", "Conv0_out"])
        .Then("Flatten").Floats("f", [stride == 1 ? 144 : 80, 2]).ThenWith("Gemm", ["f"]);

    [RtlTheory("iverilog")]
    [InlineData(1)]
    [InlineData(2)]
    public void One_place_fewer_than_the_least_depth_of_a_FIFO_and_the_chip_stops_for_ever(int stride)
    {
        using var chip = new RtlChip(Joined(stride));
        var top = chip.Text(chip.Written.Chip.Top + ".sv");
        var (fifo, least) = FifoDepth().Matches(top).Select(match => (match.Value, int.Parse(match.Groups["least"].Value, CultureInfo.InvariantCulture))).MaxBy(found => found.Item2);
        Assert.InRange(least, 2, 50);
        Assert.Equal(0, With(least).Status);
        Assert.Contains("DEADLOCK", With(least - 1).Output, StringComparison.Ordinal);

        (int Status, string Output) With(int depth)
        {
            chip.Folder.Write(chip.Written.Chip.Top + ".sv", top.Replace(fifo, Regex.Replace(fifo, @"\.DEPTH\(.*\)", $".DEPTH({depth})"), StringComparison.Ordinal));
            return chip.InIcarus().Simulate("+watchdog=2000");
        }
    }

    [GeneratedRegex(@"fewer than (?<least>\d+) beats? the chip deadlocks(.*\n)*?.*\.DEPTH\([^\n]*\)")]
    private static partial Regex FifoDepth();

    // Each layer's beats come every cycle, so a chip of joins alone takes as many cycles per image as it has pixels; the outer joins wait for the inner ones' FIFOs and registers.
    [RtlFact("iverilog")]
    public void Joins_within_joins_keep_the_full_rate()
    {
        using var chip = new RtlChip(new ModelBuilder(0, 2, 6, 6)
            .Floats("a", [2, 2, 1, 1]).ThenWith("Conv", ["a"])
            .Node("Add", ["Conv0_out", "Conv0_out"]).Node("Add", ["Add1_out", "Conv0_out"]).Node("Add", ["Add2_out", "Conv0_out"])
            .Floats("b", [2, 2, 1, 1]).ThenWith("Conv", ["b"]));
        var (status, output) = chip.InIcarus().Simulate();
        Assert.True(status == 0, output);
        Assert.Contains(" interval=36 ", output, StringComparison.Ordinal);
    }

    [RtlFact("iverilog")]
    public void A_second_chip_in_a_folder_takes_the_place_of_the_first()
    {
        using var chip = Chip("Strided", "");
        using var other = Chip("Branched", "");
        var model = ModelLoader.Load(new CompilationRequest(other.Folder["net.onnx"], [("ClassName", "Other"), .. SmallArrays], null, null), new DiagnosticBag());
        RtlWriter.Write(chip.Folder.Path, model, ModelCompiler.Compile(model, null, new DiagnosticBag()), CalibrationImages.For(model, null, new DiagnosticBag()));
        Assert.Empty(Directory.GetFiles(chip.Folder.Path, "chip_small*"));
        chip.Run(["iverilog", "-g2012", "-s", "chip_other_tb", "-o", "bench.vvp", .. chip.Sources(withBench: true)]);
        Assert.Equal(0, chip.Simulate("+images=1").Status);
    }

    [RtlFact("iverilog")]
    public void A_code_that_is_not_the_runtimes_ends_the_simulation_at_its_place()
    {
        using var chip = Chip("Strided", "");
        var file = Directory.GetFiles(Path.Combine(chip.Folder.Path, "vectors"), "layer0_*_array0_adc.hex").Single();
        var lines = File.ReadAllLines(file);
        lines[3] = lines[3][..^1] + (lines[3][^1] == '0' ? '1' : '0');
        File.WriteAllLines(file, lines);
        var (status, output) = chip.InIcarus().Simulate();
        Assert.NotEqual(0, status);
        Assert.Matches(@"MISMATCH layer0_\w+\.array0\.adc image 0 window \(0, 2\) column 0: ", output);
    }

    [RtlFact("iverilog")]
    public void A_class_that_is_not_the_greatest_scores_ends_the_simulation()
    {
        using var chip = Chip("Strided", "");
        var top = chip.Written.Chip.Top + ".sv";
        chip.Folder.Write(top, chip.Text(top).Replace("assign m_tdata", "logic [2:0] other;\nassign m_tuser = other + 1'b1;\nassign m_tdata", StringComparison.Ordinal).Replace(".m_tdata(m_tuser)", ".m_tdata(other)", StringComparison.Ordinal));
        var (status, output) = chip.InIcarus().Simulate();
        Assert.NotEqual(0, status);
        Assert.Matches(@"MISMATCH class image 0: \d instead of \d\s", output);
    }

    [RtlTheory("verilator")]
    [InlineData("Strided", "DacRangeScope=Array,MaxColumns=40")]
    [InlineData("Branched", "OffsetSubtraction=Digital,DacRangeScope=Array,WeightBits=4,CellBits=2")]
    public void Verilator_has_no_warnings(string model, string options)
    {
        using var chip = Chip(model, options);
        Lint(chip);
    }

    // SampleChipTests has a smaller chip in every run: to compile one takes Verilator's C++ compiler much longer than all else.
    [RtlTheory("verilator")]
    [Trait(Campaign.Name, Campaign.Long)]
    [InlineData("Strided", "DacRangeScope=Array,MaxColumns=40")]
    [InlineData("Branched", "OffsetSubtraction=Digital,DacRangeScope=Array,WeightBits=4,CellBits=2,ReadTime=35e-9,MaxArrays=60")]
    [InlineData("Strided", "OffsetSubtraction=Digital,InputEncoding=BitSerial,InputDigitBits=3,DacRangeScope=Array,WeightBits=3,CellBits=1,SlicePlacement=Arrays")]
    public void It_has_the_same_codes(string model, string options)
    {
        using var chip = Chip(model, options);
        Lint(chip);
        chip.Run([
            "verilator", "--binary", "--timing", "-j", "2", "-fno-expand", "-MAKEFLAGS", "-s OPT_FAST=-O0 OPT_SLOW=-O0 OPT_GLOBAL=-O0", "--top-module", chip.Bench,
            "--Mdir", "program", "-o", "bench", .. chip.Sources(withBench: true)]);
        Assert.Contains("PASS images=2", chip.Run([chip.Folder["program", "bench"], "+stall=30"]), StringComparison.Ordinal);
    }

    private static void Lint(RtlChip chip) =>
        chip.Run(["verilator", "--lint-only", "-Wall", "--top-module", chip.Written.Chip.Top, .. chip.Sources(withBench: false)]);

    [RtlTheory("yosys")]
    [InlineData("Strided", "DacRangeScope=Array")]
    [InlineData("Branched", "OffsetSubtraction=Digital")]
    public void Yosys_finds_no_latches_loops_or_several_drivers(string model, string options)
    {
        using var chip = Chip(model, options);
        chip.Run(["yosys", "-q", "-p", $"read_verilog -defer -sv -DSYNTHESIS {string.Join(' ', chip.Sources(withBench: false))}; hierarchy -check -top {chip.Written.Chip.Top}; proc; opt; check -assert; select -assert-none t:$dlatch"]);
    }

    // What the account of a chip (docs/chip.md) counts is what synthesis makes of it.
    [RtlTheory("yosys")]
    [InlineData("Strided", "DacRangeScope=Array")]
    [InlineData("Strided", "InputEncoding=BitSerial,InputDigitBits=3,Mapping=Differential")]
    [InlineData("Branched", "OffsetSubtraction=Digital")]
    [InlineData("Branched", "OffsetSubtraction=Digital,ReadTime=35e-9,MaxArrays=20")]
    [InlineData("Branched", "WeightBits=6,CellBits=3,SlicePlacement=Arrays,Mapping=Differential")]
    public void The_multipliers_registers_and_memories_that_are_counted_are_Yosyss(string model, string options)
    {
        using var chip = Chip(model, options);
        var rows = RtlSynthesis.Synthesise(chip.Folder.Path, 300);
        var design = RtlDesign.Of("Small", chip.Network.Design, ArrayPlan.Of(chip.Network.Design, chip.Options));
        var all = Enumerable.Range(0, design.Layers.Length).Aggregate(default(DigitalLoad), (sum, k) => sum + DigitalCount.Of(design, k));
        var total = rows[^1];
        Assert.Equal(total.MemoryBits, all.Built.Memory);
        // Beside a few bits of forks and of the table of an average's divisors; tables of pulses are indexed by products that no hardware will have.
        Assert.InRange(all.Built.Register, 0.995 * total.FlipFlops, total.FlipFlops);
        Assert.InRange(all.Multipliers, options.Contains("BitSerial", StringComparison.Ordinal) ? 1 : total.Multipliers - 1, total.Multipliers);
    }

    [RtlFact("iverilog")]
    public void Names_of_a_hostile_model_stay_in_comments()
    {
        var model = Strided;
        model.Graph.Name = "a\n`include \"/etc/passwd\"\n*/ endmodule";
        string[] names = ["x\n$finish;//", "`define module", "\\escaped ", "always", "a\"b", "\u2028initial $fatal;", "end"];
        for (var k = 0; k < model.Graph.Node.Count; k++)
            model.Graph.Node[k].Name = names[k % names.Length];
        using var chip = new RtlChip(model, SmallArrays);
        Assert.All(chip.Sources(withBench: true), file => Assert.All(File.ReadAllText(file), c => Assert.True(c is >= ' ' and <= '~' or '\n' or '\t', file)));
        Assert.DoesNotContain("`include", string.Concat(chip.Sources(withBench: true).Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Equal(0, chip.InIcarus().Simulate().Status);
    }

    [Fact]
    public void What_has_no_hardware_is_refused_by_its_node()
    {
        var model = new ModelBuilder(0, 4, 6, 6).Floats("w", [6, 4, 3, 3]).ThenWith("Conv", ["w"]).Then("Transpose", ("perm", new[] { 0, 1, 3, 2 })).Then("Flatten").Floats("f", [96, 5]).ThenWith("Gemm", ["f"]);
        var failure = Assert.Throws<CompilationException>(() => new RtlChip(model, SmallArrays));
        Assert.Same(Descriptors.NoHardware, Assert.Single(failure.Diagnostics).Descriptor);
    }

    private static RtlChip Chip(string model, string options) => new(
        model == "Strided" ? Strided : Branched,
        [.. SmallArrays, .. options.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(o => (o.Split('=')[0], o.Split('=')[1]))]);
}
