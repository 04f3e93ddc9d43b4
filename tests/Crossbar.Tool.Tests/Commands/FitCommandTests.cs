namespace Crossbar.Tool.Tests.Commands;

public sealed class FitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Currents_that_solve_printed_give_the_resistances_that_it_was_told()
    {
        File.WriteAllText(_folder["g.csv"], "1e-3,2e-3,1.5e-3\n3e-3,1e-3,2e-3\n");
        File.WriteAllText(_folder["v.csv"], "0.1,0.2\n0.3,0\n0,0.4\n");
        string[] array = ["--conductances", _folder["g.csv"], "--voltages", _folder["v.csv"]];
        File.WriteAllText(_folder["i.csv"], ToolRun.InProcess(["solve", .. array, "--wire-resistance", "3", "--input-resistance", "20", "--output-resistance", "9"]).Succeeds().Output);
        string[] fit = ["fit", "wires", .. array, "--currents", _folder["i.csv"]];
        var run = ToolRun.InProcess(fit).Succeeds();
        Assert.Contains("options    --wire-resistance 3 --input-resistance 20 --output-resistance 9\n", run.Output, StringComparison.Ordinal);
        // What is known stays as it is.
        var known = ToolRun.InProcess([.. fit, "--fit", "input", "--output-resistance", "9", "--wire-resistance", "3"]).Succeeds();
        Assert.Contains("options    --input-resistance 20\n", known.Output, StringComparison.Ordinal);
        // Options that it prints are ones that solve understands.
        var again = ToolRun.InProcess(["solve", .. array, .. run.Output.Split('\n').Single(l => l.StartsWith("options", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..]]).Succeeds();
        Assert.Equal(File.ReadAllText(_folder["i.csv"]), again.Output);
    }

    [Theory]
    [InlineData("--fit Wire is one resistance for rows and columns", "--fit", "wire", "row")]
    [InlineData("--fit knows no 'Wires'", "--fit", "Wires")]
    [InlineData("--current-sigma must be amperes, greater than 0, not '0'", "--current-sigma", "0")]
    public void A_mistyped_fit_ends_with_2(string expected, params string[] more)
    {
        var run = ToolRun.InProcess(["fit", "wires", "--conductances", "g.csv", "--voltages", "v.csv", "--currents", "i.csv", .. more]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }
}
