using System.Diagnostics;
using System.Text.RegularExpressions;
using Crossbar.Compiler.Programs;

namespace Crossbar.Compiler.Rtl.Verification;

/// <summary>
/// Simulates what <see cref="RtlWriter"/> wrote: every DAC code, ADC code and score of its images must be the runtime's, at full rate and where both ends pause.
/// </summary>
public static partial class RtlVerifier
{
    /// <summary>How long compiling and each simulation may take, in seconds.</summary>
    public const int DefaultTimeLimit = 1200;

    // Pauses try handshakes, for which a few images do.
    private static readonly string[] Pauses = ["+stall=30", "+images=10"];

    // Of the images per second that are told, in hertz.
    private const double Clock = 100e6;

    /// <summary>Verifies a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="timeLimit">How long compiling and each simulation may take, in seconds.</param>
    /// <param name="array">A file of the user's own in the place of <c>crossbar_array.sv</c>; null for that.</param>
    /// <param name="progress">Told of the share of work done, 0 to 1; null for nobody.</param>
    /// <returns>A row for each simulation.</returns>
    /// <exception cref="CompilationException">
    /// There is no such array (CBX0001), no hardware here (CBX0107) or no simulator (CBX0105), the sources are refused or take too long (CBX0106), or a code differs (CBX0108).
    /// </exception>
    public static ImmutableArray<RtlRow> Verify(string directory, double timeLimit, string? array = null, IProgress<double>? progress = null)
    {
        var (top, reads) = RtlFolder.Read(directory);
        if (array is not null && !File.Exists(array))
            throw new CompilationException(Descriptors.FileNotFound, null, "The array", array, "");
        var simulator = RtlSimulator.Find(TimeSpan.FromSeconds(timeLimit));
        var scratch = Directory.CreateTempSubdirectory("crossbar-rtl-");
        try
        {
            var program = simulator.Compile(directory, top + "_tb", array, scratch.FullName);
            progress?.Report(0.6);
            var rows = ImmutableArray.CreateBuilder<RtlRow>();
            foreach (var arguments in (string[][])[[], Pauses])
            {
                var watch = Stopwatch.StartNew();
                var result = simulator.Run([.. program, .. arguments], Path.GetFullPath(directory));
                var output = result.Output + result.Errors;
                if (Mismatch().Match(output) is { Success: true } difference)
                    throw new CompilationException(Descriptors.RtlDiffers, directory, difference.Groups["what"].Value, simulator.Name);
                if (result.ExitCode != 0 || Passed().Match(output) is not { Success: true } passed || Cycles().Match(output) is not { Success: true } cycles)
                    throw new CompilationException(Descriptors.RtlNotSimulated, directory, result.ExitCode is null ? $"it did not end within {timeLimit:F0} s." : $"{simulator.Name}: {Reason(result)}");
                rows.Add(new RtlRow(
                    arguments.Length == 0 ? "at full rate" : "both ends pause",
                    simulator.Name,
                    Number(passed, "images"),
                    Number(cycles, "latency"),
                    Number(cycles, "interval"),
                    Clock / Number(cycles, "interval"),
                    reads,
                    watch.Elapsed.TotalSeconds));
                progress?.Report(0.6 + (0.2 * rows.Count));
            }

            return rows.ToImmutable();
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static string Reason(ProgramResult result) => result.Output.Split('\n').FirstOrDefault(line => line.StartsWith("DEADLOCK", StringComparison.Ordinal)) ?? result.LastLine;

    [GeneratedRegex(@"^MISMATCH (?<what>.*)$", RegexOptions.Multiline)]
    private static partial Regex Mismatch();

    [GeneratedRegex(@"^PASS images=(?<images>\d+)", RegexOptions.Multiline)]
    private static partial Regex Passed();

    [GeneratedRegex(@"^CYCLES latency=(?<latency>\d+) interval=(?<interval>\d+)", RegexOptions.Multiline)]
    private static partial Regex Cycles();
}
