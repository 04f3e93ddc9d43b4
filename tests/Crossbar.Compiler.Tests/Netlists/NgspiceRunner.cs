using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Crossbar.Compiler.Tests.Netlists;

/// <summary>Runs a deck in stock ngspice, as a user would, and reads the column currents that it prints.</summary>
internal static partial class NgspiceRunner
{
    /// <summary>The currents, in ampere, by column, that <c>ngspice -b</c> prints for a deck.</summary>
    public static double[] Run(string deckPath)
    {
        var start = new ProcessStartInfo("ngspice", ["-b", Path.GetFileName(deckPath)])
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(deckPath)),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"ngspice ended with {process.ExitCode}: {errors.Result}\n{output}");
        Assert.DoesNotContain("warning", errors.Result + output, StringComparison.OrdinalIgnoreCase);
        return Currents(output, PrintedCurrent());
    }

    /// <summary>The currents, in ampere, by column, that a deck's comments expect.</summary>
    public static double[] Expected(string deckPath) => Currents(File.ReadAllText(deckPath), ExpectedCurrent());

    /// <summary>Asserts that currents agree, relative to the largest one where they cancel to nothing.</summary>
    public static void AssertAgree(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var floor = 1e-6 * expected.Max(Math.Abs);
        for (var j = 0; j < expected.Length; j++)
        {
            var error = Math.Abs(actual[j] - expected[j]) / Math.Max(Math.Abs(expected[j]), floor);
            Assert.True(error <= tolerance, $"column {j}: {actual[j]:R} instead of {expected[j]:R}, relative error {error:E2}");
        }
    }

    private static double[] Currents(string text, Regex pattern)
    {
        var matches = pattern.Matches(text);
        Assert.NotEmpty(matches);
        var currents = new double[matches.Count];
        for (var j = 0; j < currents.Length; j++)
        {
            Assert.Equal(j, int.Parse(matches[j].Groups[1].Value, CultureInfo.InvariantCulture));
            currents[j] = double.Parse(matches[j].Groups[2].Value, CultureInfo.InvariantCulture);
        }

        return currents;
    }

    [GeneratedRegex(@"^i\(vsense_(\d+)\) = (\S+)\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PrintedCurrent();

    [GeneratedRegex(@"^\* expect i\(vsense_(\d+)\) = (\S+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ExpectedCurrent();
}
