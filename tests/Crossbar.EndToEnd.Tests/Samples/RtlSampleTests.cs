using System.Text.RegularExpressions;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>samples/Rtl: hardware that reads a drawn digit.</summary>
public sealed partial class RtlSampleTests
{
    // A 7, unlike the 3 that the sample comes with.
    private static readonly string Seven = string.Join('\n',
    [
        "..............", "..............", "..............", "...-+++++-....", "...+#####+....", ".......-#+....", ".......+#.....", ".......##.....", "......+#-.....",
        "......##......", ".....-#+......", ".....+#.......", ".....-+.......", "..............",
    ]);

    [RtlFact("iverilog")]
    public void A_digit_goes_through_the_hardware()
    {
        using var folder = new TemporaryFolder();

        var three = SampleScript.Run("Rtl", "run.sh", folder.Path);
        Assert.Equal("3", Said(three).Groups["digit"].Value);
        // The longest wait is for the pixels themselves: no digit is known before its last window is there, nor long after its last pixel.
        Assert.InRange(int.Parse(Said(three).Groups["cycles"].Value, System.Globalization.CultureInfo.InvariantCulture), 13 * 14, 14 * 14 + 20);
        Assert.Matches(@"at full rate +(Verilator|Icarus)[^\n]* 2 ", three.Output);
        if (Oracles.CanRead("yosys"))
            Assert.Matches(@"(?m)^total +3 +\d+", three.Output);
        else
            Assert.Contains("left out: Yosys is not here", three.Output, StringComparison.Ordinal);

        // The same hardware again, as a person would: the script does it all anew.
        var seven = ProcessRun.Start(folder["rtl"], "vvp", "-n", Path.Combine("build", "digit.vvp"), "+image=" + folder.Write("seven.txt", Seven)).Succeeded();
        Assert.Equal("7", Said(seven).Groups["digit"].Value);
    }

    [UnixFact]
    public void Without_the_programs_it_writes_the_hardware_and_says_what_it_leaves_out()
    {
        using var folder = new TemporaryFolder();
        // A machine that has what a shell has and .NET, and nothing else.
        var bin = Directory.CreateDirectory(folder["bin"]).FullName;
        foreach (var program in (string[])["bash", "dotnet", "dirname", "realpath", "mkdir"])
            File.CreateSymbolicLink(Path.Combine(bin, program), Oracles.OnPath(program)!);

        var run = SampleScript.Run("Rtl", "run.sh", folder["out"], ("PATH", bin));

        Assert.Equal(3, Regex.Count(run.Output, "^left out: ", RegexOptions.Multiline));
        Assert.True(File.Exists(folder["out", "rtl", "chip_small_crossbar.sv"]));
    }

    private static Match Said(ProcessRun run)
    {
        var said = Verdict().Match(run.Output);
        Assert.True(said.Success, run.Output);
        return said;
    }

    [GeneratedRegex(@"^DIGIT (?<digit>\d) after (?<cycles>\d+) cycles", RegexOptions.Multiline)]
    private static partial Regex Verdict();
}
