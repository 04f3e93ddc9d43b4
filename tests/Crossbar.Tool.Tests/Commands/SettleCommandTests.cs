using System.Globalization;
using System.Text.Json;

namespace Crossbar.Tool.Tests.Commands;

public sealed class SettleCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // A cell of 10 kΩ between 1 kΩ and 2 kΩ, its row's node to be charged: τ = C·(1 kΩ ∥ 12 kΩ), and half a step of 8 bits is left after τ·ln 512.
    [Fact]
    public void A_single_cell_settles_by_its_time_constant()
    {
        string[] arguments =
        [
            "settle", "--conductances", _folder.Write("g.csv", "1e-4\n"), "--voltages", _folder.Write("v.csv", "0.4\n0.1\n0\n"), "--input-resistance", "1000", "--output-resistance", "2000",
            "--word-line-capacitance", "3e-15", "--bit-line-capacitance", "0",
        ];
        var tau = 3e-15 * 12e3 / 13;
        var lines = ToolRun.InProcess(arguments).Succeeds().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => double.Parse(line, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(3, lines.Length);
        Assert.Equal(tau * Math.Log(512), lines[0], 1e-9 * tau);
        Assert.Equal(lines[0], lines[1], 1e-9 * tau);
        // Nothing flows, nothing settles.
        Assert.Equal(0, lines[2]);
        using var json = JsonDocument.Parse(ToolRun.InProcess([.. arguments, "--bits", "4", "--json"]).Succeeds().Output);
        var response = json.RootElement.GetProperty("responses")[0];
        Assert.Equal(tau, response.GetProperty("timeConstants")[0].GetDouble(), 1e-9 * tau);
        Assert.Equal(tau * Math.Log(32), response.GetProperty("settlingTimes")[0].GetDouble(), 1e-9 * tau);
        Assert.Equal(0.4 / 13e3, response.GetProperty("columnCurrents")[0].GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData(1, "--nonlinearity", "2", "error CBX0026: --nonlinearity 2 is not possible: arrays settle here with linear cells only")]
    [InlineData(2, "--word-line-capacitance", "-1e-15", "--word-line-capacitance must be 0 to 1 farad, not '-1e-15'")]
    [InlineData(2, "--bits", "17", "--bits must be a whole number, 1 to 16, not '17'")]
    public void What_cannot_settle_is_refused(int exitCode, string option, string value, string message)
    {
        var run = ToolRun.InProcess("settle", "--conductances", _folder.Write("g.csv", "1e-4\n"), "--voltages", _folder.Write("v.csv", "0.4\n"), option, value);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }
}
