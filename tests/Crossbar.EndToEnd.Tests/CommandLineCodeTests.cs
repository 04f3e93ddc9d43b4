using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>
/// Codes that no build gives: CBX0010, CBX0011 and CBX0013 are of outputs that a build puts into folders of its own, CBX0014 of a standard output that a build reads; CBX0017 is of a machine with little memory, CBX0037 of one without a folder for temporary files, CBX002x are of <c>crossbar solve</c> and <c>crossbar fit</c>, whose are CBX0078, CBX1050 and CBX1051 too, CBX0070 to CBX0076 and CBX1064 of <c>crossbar verify</c>, which builds do not run; CBX0079 and CBX0096 of chips that <c>crossbar evaluate</c> and studies draw; CBX0097 of <c>crossbar rtl</c>, CBX0105 to CBX0109 of <c>crossbar verify rtl</c>; CBX0082, CBX0083, CBX0087 and CBX1082 of <c>crossbar export</c>, CBX0090 to CBX0093 and CBX0098 of <c>crossbar study</c>;
/// CBX0094 and CBX1052 are of a chip that <c>crossbar program</c> wrote, CBX0095 is of <c>crossbar convert</c>;
/// CBX0085 is of a tool that no package has, CBX0086 of <c>crossbar report</c>;
/// CBX0052 is about the folder of a command line's netlists, for a build writes them beside its tables and lets MSBuild copy them.
/// </summary>
public sealed class CommandLineCodeTests
{
    /// <summary>All of them.</summary>
    internal static IReadOnlyList<string> Codes { get; } =
    [
        "CBX0010", "CBX0011", "CBX0013", "CBX0014",
        "CBX0017", "CBX0037", "CBX0020", "CBX0021", "CBX0022", "CBX0023", "CBX0024", "CBX0025", "CBX0026", "CBX0027", "CBX0028", "CBX0029", "CBX0052",
        "CBX0070", "CBX0071", "CBX0072", "CBX0073", "CBX0074", "CBX0075", "CBX0076", "CBX0078", "CBX0079", "CBX0096", "CBX0097", "CBX0105", "CBX0106", "CBX0107", "CBX0108", "CBX0109",
        "CBX0082", "CBX0083", "CBX0085", "CBX0086", "CBX0087",
        "CBX0090", "CBX0091", "CBX0092", "CBX0093", "CBX0094", "CBX0095", "CBX0098",
        "CBX1052", "CBX1050", "CBX1051", "CBX1064", "CBX1082",
    ];

    [Fact]
    public void Solving_refuses_what_is_no_array_and_no_voltage()
    {
        using var app = new ConsumerProject();
        app.Write("g.csv", "1e-5,2e-5\n3e-5,4e-5\n");
        app.Write("v.csv", "0.1,0.2\n");

        Solve("CBX0020", "1e-5,many\n");
        Solve("CBX0021", "1e-5,2e-5\n3e-5\n");
        Solve("CBX0022", "1e-5,-2e-5\n3e-5,4e-5\n");
        Solve("CBX0023", voltages: "0.1,NaN\n");
        Solve("CBX0024", "\n");
        Solve("CBX0025", voltages: "0.1,0.2,0.3\n");
        Solve("CBX0026", more: ["--wire-resistance", "-1"]);
        Solve("CBX0027", voltages: "3.4,3.4\n", more: ["--nonlinearity", "100"]);

        void Solve(string code, string conductances = "1e-5,2e-5\n3e-5,4e-5\n", string voltages = "0.1,0.2\n", params string[] more)
        {
            app.Write("g.csv", conductances);
            app.Write("v.csv", voltages);
            Expect(app, code, ["solve", "--conductances", "g.csv", "--voltages", "v.csv", .. more]);
        }
    }

    [Fact]
    public void Fitting_refuses_what_is_no_measurement_and_warns_of_what_a_measurement_does_not_tell()
    {
        using var app = new ConsumerProject();
        app.Write("g.csv", "1e-3,2e-3\n3e-3,1e-3\n");
        app.Write("v.csv", "0.1,0.2\n0.3,0\n");
        string[] fit = ["fit", "wires", "--conductances", "g.csv", "--voltages", "v.csv", "--currents", "i.csv"];

        app.Write("i.csv", "7e-4,4e-4\n");
        Expect(app, "CBX0029", fit);
        app.Write("i.csv", "7e-4,4e-4\n3e-4,NaN\n");
        Expect(app, "CBX0078", fit);
        app.Write("i.csv", "0,0\n0,0\n");
        Expect(app, "CBX0028", fit);
        app.Write("i.csv", "7e-4,4e-4\n3e-4,6e-9\n");
        Assert.Contains(": warning CBX1051: ", Tool(app, fit).Succeeded().Output, StringComparison.Ordinal);

        app.Write("g.csv", "1e-3,1e-3\n1e-3,1e-3\n");
        app.Write("i.csv", "2.9e-4,2.9e-4\n2.9e-4,2.9e-4\n");
        Assert.Contains(": warning CBX1050: ", Tool(app, [.. fit, "--fit", "Input", "Output"]).Succeeded().Output, StringComparison.Ordinal);
        // What the message proposes: one of the two given.
        Assert.DoesNotContain("CBX1050", Tool(app, [.. fit, "--fit", "Input", "--output-resistance", "1", "--wire-resistance", "0"]).Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Measured_chips_are_asked_for_every_cell_and_for_those_that_were_programmed()
    {
        using var app = new ConsumerProject();
        app.DotNet("restore").Succeeded();
        app.Write("w.csv", "1,NaN\n");
        Expect(app, "CBX0095", "convert", "--weights", "w.csv", "-o", "out");
        app.Write("wide.onnx", new TinyModel { Inputs = 24, Classes = 24 }.Bytes());
        app.Write("wide.npy", CalibrationFile.Npy(16, 24));
        Tool(app, "program", "wide.onnx", "-o", "chip", "--calibration-data", "wide.npy").Succeeded();
        string[] compile = ["compile", "wide.onnx", "-o", "out", "--netlist", "None", "--calibration-data", "wide.npy", "--measured-conductances", "chip"];
        var file = app.At("chip", "layer00_tile000.csv");
        var lines = File.ReadAllLines(file);
        File.WriteAllLines(file, [.. lines.Where(line => line[0] != '#').Reverse()]);
        Assert.Contains(": warning CBX1052: ", Tool(app, compile).Succeeded().Output, StringComparison.Ordinal);
        File.WriteAllLines(file, [.. lines[..^1], "stuck" + lines[^1][lines[^1].IndexOf(',', StringComparison.Ordinal)..]]);
        Expect(app, "CBX0094", compile);
    }

    [Fact]
    public void A_small_heap_is_told_what_is_needed()
    {
        using var app = new ConsumerProject();
        app.Write("g.csv", string.Concat(Enumerable.Repeat(string.Join(',', Enumerable.Repeat("1e-5", 300)) + "\n", 300)));
        app.Write("v.csv", string.Join(',', Enumerable.Repeat("0.1", 300)) + "\n");
        // Read, these are half a megabyte; solved, some twenty.
        using var running = new RunningProgram(
            app.Folder, new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x1000000" }, "dotnet", "exec", Packages.Tool, "solve", "--conductances", "g.csv", "--voltages", "v.csv");
        var run = running.WaitForEnd();
        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Matches(@": error CBX0017: Out of memory: the circuit of a 300×300 array needs about \d+ MiB\. The process may use 16 MiB\.", run.Output);
    }

    [Fact]
    public void More_images_than_memory_holds_need_a_folder_for_temporary_files()
    {
        using var app = new ConsumerProject();
        const int Images = 35_000_000;
        var header = $"{{'descr': '|u1', 'fortran_order': False, 'shape': ({Images}, 4), }}\n";
        using (var file = File.Create(app.At("many.npy")))
        {
            file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header)]);
            file.SetLength(file.Position + (4L * Images));
        }

        var nowhere = app.At("nowhere");
        using var running = new RunningProgram(
            app.Folder, new Dictionary<string, string> { ["TMPDIR"] = nowhere, ["TEMP"] = nowhere, ["TMP"] = nowhere }, "dotnet", "exec", Packages.Tool, "compile", "tiny.onnx", "--calibration-data", "many.npy");
        var run = running.WaitForEnd();
        Assert.True(run.ExitCode == 1, run.Output);
        Assert.Contains(": error CBX0037: A temporary file cannot be written: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_are_neither_inputs_nor_folders_nor_files_of_the_user()
    {
        using var app = new ConsumerProject();
        app.Write("mine.onnx", "mine");
        Expect(app, "CBX0011", "export", "tiny.onnx", "-o", "tiny.onnx");
        Expect(app, "CBX0010", "export", "tiny.onnx", "-o", "mine.onnx/chip.onnx");
        Expect(app, "CBX0013", "export", "tiny.onnx", "-o", "mine.onnx");
        Assert.Equal("mine", File.ReadAllText(app.At("mine.onnx")));
        if (OperatingSystem.IsWindows())
            return;
        var run = ProcessRun.Start(app.Folder, "bash", "-c", $"dotnet exec '{Packages.Tool}' --version >&-");
        Assert.True(run.ExitCode == 1 && run.Output.Contains(": error CBX0014: ", StringComparison.Ordinal), run.Output);
    }

    [Fact]
    public void Drawing_a_chip_refuses_an_age_that_no_law_knows_and_arithmetic_that_a_layer_does_not_have()
    {
        using var app = new ConsumerProject();
        app.DotNet("restore").Succeeded();
        Expect(app, "CBX0096", "evaluate", "tiny.onnx", "--data", "images.npy", "--calibration-data", "images.npy", "--dac-bits", "0", "--arithmetic", "FixedPoint");
        Expect(app, "CBX0079", "device", "sample", "rram-wan-2022", "--age", "1h");
        Assert.Contains("1E-05,", Tool(app, "device", "sample", "rram-wan-2022", "--age", "1d", "--targets", "1e-5").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Exporting_refuses_cells_that_are_no_matrix_and_what_no_file_holds_and_warns_of_sums_that_are_not_exact()
    {
        using var app = new ConsumerProject();
        Expect(app, "CBX0082", "export", "tiny.onnx", "-o", "chip.onnx", "--nonlinearity", "2");
        Expect(app, "CBX0087", "export", "tiny.onnx", "-o", "chip.onnx", "--adc-inl-sigma", "0.5");
        Expect(app, "CBX0083", "export", Repository.At("samples", "ResNet20", "ResNet20.onnx"), "-o", "chip.onnx", "--mapping", "Toeplitz", "--max-rows", "0", "--max-columns", "0");
        Assert.False(File.Exists(app.At("chip.onnx")));
        app.Write("softmax.onnx", new TinyModel { Operator = "Softmax", Operands = ["x"], Classes = 4 }.Bytes());
        Expect(app, "CBX0097", "rtl", "softmax.onnx", "-o", "rtl", "--calibration-data", "images.npy");
        Assert.False(Directory.Exists(app.At("rtl")));
        var run = Tool(app, "export", "tiny.onnx", "-o", "chip.onnx", "--calibration-data", "images.npy", "--dac-bits", "0").Succeeded();
        Assert.Contains(": warning CBX1082: ", run.Output, StringComparison.Ordinal);
    }

    [RtlFact("iverilog")]
    public void Verifying_hardware_refuses_what_is_none_and_names_the_code_that_differs()
    {
        using var app = new ConsumerProject();
        // Icarus alone: Verilator takes seconds to compile what is to be refused. Elsewhere the same command runs Verilator (samples/Rtl).
        var icarus = Directory.CreateDirectory(app.At("..", "icarus")).FullName;
        foreach (var program in (string[])["iverilog", "vvp", "dotnet", "sh"])
            File.CreateSymbolicLink(Path.Combine(icarus, program), Oracles.OnPath(program)!);
        Refused("CBX0107", ".");
        Tool(app, "rtl", "tiny.onnx", "-o", "rtl", "--calibration-data", "images.npy").Succeeded();
        Assert.Matches("both ends pause +Icarus", Verify("rtl").Succeeded().Output);
        using (var bare = new RunningProgram(app.Folder, new Dictionary<string, string> { ["PATH"] = app.Folder }, "dotnet", "exec", Packages.Tool, "verify", "rtl", "rtl"))
            Assert.Contains(": error CBX0105: ", bare.WaitForEnd().Output, StringComparison.Ordinal);
        var vectors = Directory.GetFiles(app.At("rtl/vectors"), "*_array0_adc.hex").Order(StringComparer.Ordinal).First();
        var lines = File.ReadAllLines(vectors);
        lines[1] = lines[1][..^1] + (lines[1][^1] == '0' ? '1' : '0');
        File.WriteAllLines(vectors, lines);
        Refused("CBX0108", "rtl");
        File.AppendAllText(Directory.GetFiles(app.At("rtl"), "chip_*_tb.sv").Single(), "endmodule\n");
        Refused("CBX0106", "rtl");

        void Refused(string code, string folder)
        {
            var run = Verify(folder);
            Assert.True(run.ExitCode == 1 && run.Output.Contains($": error {code}: ", StringComparison.Ordinal), run.Output);
        }

        ProcessRun Verify(string folder)
        {
            using var running = new RunningProgram(app.Folder, new Dictionary<string, string> { ["PATH"] = icarus }, "dotnet", "exec", Packages.Tool, "verify", "rtl", folder);
            return running.WaitForEnd();
        }
    }

    [RtlFact("yosys")]
    public void Synthesis_of_hardware_counts_its_cells_and_refuses_several_drivers()
    {
        using var app = new ConsumerProject();
        Tool(app, "rtl", "tiny.onnx", "-o", "rtl", "--calibration-data", "images.npy").Succeeded();
        Assert.Matches(@"\ntotal +[1-9]\d* +[1-9]\d* +[1-9]\d* +[1-9]\d* +\d+\n", Tool(app, "verify", "rtl", "rtl", "--synthesis").Succeeded().Output);
        using (var bare = new RunningProgram(app.Folder, new Dictionary<string, string> { ["PATH"] = app.Folder }, "dotnet", "exec", Packages.Tool, "verify", "rtl", "rtl", "--synthesis"))
            Assert.Contains(": error CBX0105: ", bare.WaitForEnd().Output, StringComparison.Ordinal);
        var top = Directory.GetFiles(app.At("rtl"), "chip_*_tb.sv").Single().Replace("_tb.sv", ".sv", StringComparison.Ordinal);
        File.WriteAllText(top, File.ReadAllText(top).Replace("endmodule", "assign m_tdata = s_tdata;\nassign m_tdata = ~s_tdata;\nendmodule", StringComparison.Ordinal));
        Expect(app, "CBX0109", "verify", "rtl", "rtl", "--synthesis");
    }

    [NgspiceFact]
    public void Verifying_refuses_netlists_that_are_not_as_they_were_written()
    {
        using var app = new ConsumerProject();
        app.Write("file", "");
        Expect(app, "CBX0052", "compile", "tiny.onnx", "-o", "out", "--calibration-data", "images.npy", "--netlist-directory", "file/decks");
        Tool(app, "netlist", "tiny.onnx", "-o", "xyce", "--netlist", "Xyce", "--calibration-data", "images.npy").Succeeded();
        // With one test vector its sources are numbers that a text can be made to change.
        Tool(app, "netlist", "tiny.onnx", "-o", "decks", "--calibration-data", "images.npy", "--netlist-vectors", "1").Succeeded();
        Directory.CreateDirectory(app.At("empty"));

        Expect(app, "CBX0070", "verify", "netlists", "decks", "--ngspice", "nowhere");
        Expect(app, "CBX0071", "verify", "netlists", "empty");
        Expect(app, "CBX0074", "verify", "netlists", "xyce");
        var deck = Directory.GetFiles(app.At("decks"), "*.cir", SearchOption.AllDirectories).First(file => File.ReadAllText(file).Contains("DC {", StringComparison.Ordinal));
        Rewrite(deck, "DC {", "DC {1.0001*", isRecorded: false);
        Expect(app, "CBX0072", "verify", "netlists", "decks");
        Rewrite(deck, "DC {1.0001*", "DC {1.0002*", isRecorded: true);
        Expect(app, "CBX0076", "verify", "netlists", "decks");
        Rewrite(deck, "DC {1.0002*", "DC nothing {", isRecorded: true);
        Expect(app, "CBX0075", "verify", "netlists", "decks");
        File.Delete(deck);
        Expect(app, "CBX0073", "verify", "netlists", "decks");

        // A change that the index knows of, where it is said so.
        void Rewrite(string file, string from, string to, bool isRecorded)
        {
            var (old, index) = (Hash(file), app.At("decks", "index.txt"));
            File.WriteAllText(file, File.ReadAllText(file).Replace(from, to, StringComparison.Ordinal));
            if (isRecorded)
                File.WriteAllText(index, File.ReadAllText(index).Replace(Original, Hash(file), StringComparison.Ordinal).Replace(old, Hash(file), StringComparison.Ordinal));
            else
                Original = old;
        }
    }

    [NgspiceFact]
    public void Verifying_black_images_warns_that_nothing_is_compared()
    {
        using var app = new ConsumerProject();
        app.Write("black.npy", CalibrationFile.Npy(new float[8], 2, 4));
        Tool(app, "netlist", "tiny.onnx", "-o", "decks", "--calibration-data", "black.npy").Succeeded();
        var run = Tool(app, "verify", "netlists", "decks").Succeeded();
        Assert.Contains(": warning CBX1064: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("nothing compared", run.Output, StringComparison.Ordinal);
        // With images that reach the array there is something to compare: what the message proposes.
        Tool(app, "netlist", "tiny.onnx", "-o", "decks", "--calibration-data", "images.npy").Succeeded();
        Assert.DoesNotContain("CBX1064", Tool(app, "verify", "netlists", "decks").Succeeded().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_without_its_page_says_so_and_does_the_rest()
    {
        using var app = new ConsumerProject();
        var pageless = Directory.CreateDirectory(app.At("..", "pageless")).FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Packages.Tool)!).Where(file => Path.GetFileName(file) != "Crossbar.Report.html"))
            File.Copy(file, Path.Combine(pageless, Path.GetFileName(file)));

        string[] compile = [Path.Combine(pageless, "crossbar.dll"), "compile", "tiny.onnx", "-o", "out", "--calibration-data", "images.npy"];
        var run = ProcessRun.Start(app.Folder, "dotnet", ["exec", .. compile, "--report", "true"]);
        Assert.True(run.ExitCode == 1 && run.Output.Contains("error CBX0085: ", StringComparison.Ordinal), run.Output);
        Assert.Empty(app.FilesIn("out"));
        ProcessRun.Start(app.Folder, "dotnet", ["exec", .. compile]).Succeeded();
    }

    [PackedReportFact]
    public void A_page_refuses_the_study_of_another_model()
    {
        using var app = new ConsumerProject();
        app.Write("accuracy.json", """{"study": "accuracy", "tool": "1", "arithmetic": "", "files": {"Model": "00"}, "options": {}, "arguments": {}, "rows": []}""");
        Expect(app, "CBX0086", "report", "tiny.onnx", "--calibration-data", "images.npy", "--study", "accuracy.json", "-o", "page.html");
    }

    [Fact]
    public void Studying_refuses_results_of_others_and_what_is_no_result()
    {
        using var app = new ConsumerProject();
        string[] study = ["study", "overhead", "tiny.onnx", "-o", "results"];
        Tool(app, study).Succeeded();
        Expect(app, "CBX0090", [.. study, "--components", "zhang-2019"]);
        var result = Directory.GetFiles(app.At("results", "items")).Single();
        File.WriteAllText(result, "<html>");
        Expect(app, "CBX0092", study);
        File.Delete(result);
        Expect(app, "CBX0091", "study", "merge", "results");
        Expect(app, "CBX0093", "study", "sweep", "tiny.onnx", "--data", "images.npy", "--grid", "Seed");
        app.Write("labelled.npz", CalibrationFile.Npz([1, 2, 3, 4, 5, 6, 7, 8], [0, 1], 4));
        var none = Tool(app, "study", "sweep", "tiny.onnx", "--data", "labelled.npz", "--max-rows", "2", "--grid", "MaxArrays=1", "-o", "swept");
        Assert.True(none.ExitCode == 1 && none.Output.Contains(": error CBX0098: ", StringComparison.Ordinal), none.Output);
    }

    private string Original { get; set; } = "";

    private static string Hash(string file) => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)));

    private static void Expect(ConsumerProject app, string code, params string[] arguments)
    {
        Assert.Contains(code, Codes);
        var run = Tool(app, arguments);
        Assert.True(run.ExitCode == 1 && run.Output.Contains($": error {code}: ", StringComparison.Ordinal), $"{code} was expected of '{string.Join(' ', arguments)}':\n{run.Output}");
    }

    private static ProcessRun Tool(ConsumerProject app, params string[] arguments) => ProcessRun.Start(app.Folder, "dotnet", ["exec", Packages.Tool, .. arguments]);
}
