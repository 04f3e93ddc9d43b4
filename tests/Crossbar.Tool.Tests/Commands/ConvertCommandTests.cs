using System.Globalization;

namespace Crossbar.Tool.Tests.Commands;

public sealed class ConvertCommandTests : IDisposable
{
    // Conductances between powers of two, and weights in sixteenths: without wires all numbers are exact.
    private static readonly string[] Exact =
    [
        "--conversion", "None", "--min-conductance", "9.5367431640625e-07", "--max-conductance", "3.1471252441406250e-05",
        "--wire-resistance", "0", "--input-resistance", "0", "--output-resistance", "0",
    ];

    private static readonly string[] NoWires = ["--wire-resistance", "0", "--input-resistance", "0", "--output-resistance", "0"];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Mappings { get; } = new("Dense", "Dense --offset-subtraction Digital", "Differential", "SignedInput", "Dense --max-rows 5 --max-columns 4 --spare-columns 1", "SignedInput --max-rows 5 --max-columns 4");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Mappings))]
    public void Decoded_column_currents_are_the_product_without_wires(string mapping) =>
        Assert.InRange(Error(mapping, Exact, NoWires), 0, 1e-12);

    // The errors of an output add up to at most as much as each cell's bound times its input, for output and what is subtracted.
    [Theory]
    [MemberData(nameof(Mappings))]
    public void And_to_the_conversions_bound_with_wires(string mapping) => Assert.InRange(Error(mapping, [], []), 0, 1e-4);

    [Fact]
    public void Bad_weights_have_a_place_and_nothing_is_written_over()
    {
        var weights = _folder.Write("w.csv", "1,2\n3,NaN\n");
        ToolRun.InProcess("convert", "--weights", weights, "-o", _folder["out"]).FailsWith($"{weights}(2,3)", Descriptors.InvalidWeight);
        File.WriteAllText(weights, "1,2\n3,1e39\n");
        ToolRun.InProcess("convert", "--weights", weights, "-o", _folder["out"]).FailsWith($"{weights}(2,3)", Descriptors.InvalidWeight);
        File.WriteAllText(weights, "1,2\n3\n");
        ToolRun.InProcess("convert", "--weights", weights, "-o", _folder["out"]).FailsWith($"{weights}(2,1)", Descriptors.CsvRagged);
        ToolRun.InProcess("convert", "--weights", _folder["no.csv"], "-o", _folder["out"]).FailsWith(_folder["no.csv"], Descriptors.FileNotFound);
        Assert.Empty(_folder.Files("out"));
        File.WriteAllText(weights, "1,0\n3,0\n");
        _folder.Write("out/decode.csv", "mine");
        ToolRun.InProcess("convert", "--weights", weights, "-o", _folder["out"]).FailsWith(_folder["out", "decode.csv"], Descriptors.ForeignFile);
        File.Delete(_folder["out", "decode.csv"]);
        // Twice: its own earlier output. A column of zeros has a product too.
        ToolRun.InProcess("convert", "--weights", weights, "-o", _folder["out"]).Succeeds();
        ToolRun.InProcess("convert", "--weights", weights, "-o", _folder["out"]).Succeeds();
        Assert.Equal(["conductances.csv", "decode.csv", "index.csv", "matrix.outputs", "target.csv"], _folder.Files("out"));
        Assert.DoesNotContain("∞", File.ReadAllText(_folder["out", "decode.csv"]), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", File.ReadAllText(_folder["out", "decode.csv"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dense", "rram-milo-2021")]
    [InlineData("Differential", "rram-milo-2021")]
    [InlineData("Differential --copies 2", "rram-milo-2021")]
    public void Cells_that_are_not_linear_are_solved_as_what_they_are(string mapping, string device)
    {
        // The conversion meets inputs between 0 and full scale; a hundredth of the greatest product is what nonlinear cells leave.
        Assert.InRange(Error(mapping, ["--device", device, "--input-voltage", "1", "--wire-resistance", "0.1"], ["--device", device, "--wire-resistance", "0.1"]), 0, 0.05);
        var run = ToolRun.InProcess("solve", "--conductances", _folder["out", "conductances.csv"], "--voltages", _folder["v.csv"]);
        Assert.Contains($"these conductances are of {device}, whose cells are not linear", run.Error, StringComparison.Ordinal);
        run = ToolRun.InProcess("solve", "--conductances", _folder["out", "conductances.csv"], "--voltages", _folder["v.csv"], "--device", device, "--nonlinearity", "1");
        Assert.Contains("--device and --nonlinearity exclude each other", run.Error, StringComparison.Ordinal);
    }

    // The greatest error of x·W, of the greatest product, for some inputs: all by the files and the solver.
    private double Error(string mapping, string[] conversion, string[] solver)
    {
        const int Inputs = 9, Outputs = 7, Reads = 3;
        var random = new Random(3);
        // Each column has both ends of the range, so that it is scaled by a power of two.
        var weights = Enumerable.Range(0, Inputs * Outputs).Select(k => k / Outputs % 5 == 0 ? 1 : k / Outputs % 5 == 1 ? -1 : random.Next(-16, 17) / 16.0).ToArray();
        var x = Enumerable.Range(0, Reads * Inputs).Select(_ => random.Next(0, 9) / 8.0).ToArray();
        _folder.Write("w.csv", string.Concat(weights.Chunk(Outputs).Select(line => string.Join(',', line.Select(Text)) + "\n")));
        ToolRun.InProcess(["convert", "--weights", _folder["w.csv"], "-o", _folder["out"], "--mapping", .. mapping.Split(' '), .. conversion]).Succeeds();

        var products = new double[Reads * Outputs];
        var decode = Lines("decode.csv").Skip(1).Select(line => line.Split(',')).ToLookup(fields => fields[0]);
        foreach (var array in Lines("index.csv").Skip(1).Select(line => line.Split(',')))
        {
            int[] rows = [.. array[9].Split(' ').Select(int.Parse)];
            _folder.Write("v.csv", string.Concat(x.Chunk(Inputs).Select(read => string.Join(',', rows.Select(row => Text(read[row]))) + "\n")));
            var solved = ToolRun.InProcess(["solve", "--conductances", _folder["out", array[0]], "--voltages", _folder["v.csv"], .. solver]).Succeeds();
            var currents = solved.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',').Select(Number).ToArray()).ToArray();
            foreach (var fields in decode[array[0]])
            {
                for (var n = 0; n < Reads; n++)
                    products[(n * Outputs) + int.Parse(fields[2], CultureInfo.InvariantCulture)] += Number(fields[3]) * (fields[1] == "inputs" ? rows.Sum(row => x[(n * Inputs) + row]) : currents[n][int.Parse(fields[1], CultureInfo.InvariantCulture)]);
            }
        }

        double worst = 0, greatest = 0;
        for (var k = 0; k < products.Length; k++)
        {
            var expected = Enumerable.Range(0, Inputs).Sum(i => x[(k / Outputs * Inputs) + i] * weights[(i * Outputs) + (k % Outputs)]);
            (worst, greatest) = (Math.Max(worst, Math.Abs(products[k] - expected)), Math.Max(greatest, Math.Abs(expected)));
        }

        return worst / greatest;
    }

    private IEnumerable<string> Lines(string file) => File.ReadAllLines(_folder["out", file]).Where(line => line[0] != '#');

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
