using System.Globalization;
using Crossbar.Compiler.Options;
using Crossbar.EndToEnd.Tests;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Tool.Tests;

/// <summary>Whatever numbers the options are given, denormal or near the end of their ranges: a result of finite numbers, or errors that say what is wrong.</summary>
public sealed class ExtremeOptionTests : IDisposable
{
    private static readonly string[] Mappings = ["Dense", "Differential", "SignedInput", "Toeplitz"];
    private static readonly string[] Conversions = ["Exact", "None", "MaxInput", "Signal"];

    // The names of the numbers that decide an array's circuit, with values of each that are usual.
    private static readonly (string Name, double[] Usual)[] Quantities =
    [
        ("MinConductance", [0, 3e-6]), ("MaxConductance", [6e-5, 1e-3]), ("WireResistance", [0, 1]), ("InputResistance", [0, 1]), ("OutputResistance", [0, 1]),
        ("RowWireResistance", [0, 1]), ("ColumnWireResistance", [0, 10]), ("AccessResistance", [0, 500]), ("InputVoltage", [0.4]), ("SenseVoltage", [0.2]), ("Nonlinearity", [0, 2]), ("ReadTime", [1e-8]),
        ("ProgrammingSigma", [0, 1e-6]), ("StuckOnRate", [0, 0.1]), ("StuckOffRate", [0, 0.1]), ("InputScale", [1 / 255.0]), ("InputMean", [0, 0.5]), ("InputStd", [1]),
        ("ConductanceLevels", [0, 2, 65536]), ("DacBits", [0, 1, 8, 16]), ("AdcBits", [0, 1, 8, 16]),
    ];

    private static readonly double[] Extremes =
        [0, double.Epsilon, 1e-310, 1e-300, 1e-150, 1e-45, 1e-42, 1.2e-38, 1e-31, 1e-30, 1e-29, 1e-20, 1e-12, 0.5, 0.99999999999999989, 1, 99, 100, 1e9, 1e38, 3.4e38, 1e300, double.MaxValue];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Extreme_numbers_give_finite_results_or_errors()
    {
        File.WriteAllBytes(_folder["tiny.onnx"], new TinyModel { Inputs = 6, Classes = 4 }.Bytes());
        File.WriteAllBytes(_folder["images.npy"], CalibrationFile.Npy(8, 6));
        Prop.ForAll(Arb.From(Chips()), options =>
        {
            string[] arguments = [_folder["tiny.onnx"], "--calibration-data", _folder["images.npy"], .. options];
            var compile = ToolRun.InProcess(["compile", .. arguments, "-o", _folder["out"], "--netlist", "None", "--table"]);
            var evaluate = ToolRun.InProcess(["evaluate", .. arguments, "--data", _folder["images.npy"], "--json"]);
            foreach (var run in new[] { compile, evaluate })
                Assert.True(run.ExitCode is 0 or 1 && !run.Error.Contains(Descriptors.InternalError.Code, StringComparison.Ordinal), run.Error);
            // What is said of a chip does not depend on the command.
            Assert.True(compile.ExitCode == 0 || evaluate.ExitCode == 1 || compile.Error.Contains(Descriptors.NotComputable.Code, StringComparison.Ordinal), compile.Error);
            if (compile.ExitCode == 0)
                AssertFinite(File.ReadAllText(_folder["out/TinyCrossbar.report.json"]), compile.Output);
            if (evaluate.ExitCode == 0)
                AssertFinite(evaluate.Output);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    // Two or three numbers of a chip are extreme at a time, the others as usual.
    private static Gen<string[]> Chips() =>
        from mapping in Gen.Elements(Mappings)
        from conversion in Gen.Elements(Conversions)
        from drive in Gen.Elements("One", "Both")
        from sense in Gen.Elements("One", "Both")
        from extreme in Gen.Elements(Quantities).ListOf(3)
        from values in Gen.Elements(Extremes).ListOf(3)
        from usual in Gen.Elements(Quantities)
        from value in Gen.Elements(usual.Usual)
        select (string[])
        [
            "--mapping", mapping, "--conversion", conversion, "--drive-ends", drive, "--sense-ends", sense,
            .. extreme.Zip(values).Append((usual, value)).DistinctBy(pair => pair.Item1.Name)
                .SelectMany(pair => new[] { OptionTable.Find(pair.Item1.Name)!.OptionName, pair.Item2.ToString("R", CultureInfo.InvariantCulture) }),
        ];

    private static void AssertFinite(params string[] texts)
    {
        using var json = JsonDocument.Parse(texts[0]);
        Assert.All(texts, text =>
        {
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Infinity", text, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", text, StringComparison.Ordinal);
        });
    }
}
