using System.ComponentModel;
using System.Diagnostics;

namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>The ngspice of this machine.</summary>
internal sealed class Ngspice
{
    // Versions from 42 on say which matrix solver they use; KLU, the faster one, is a matter of how they were built.
    private const string KluProbe = "* which matrix solver\nV1 a 0 1\nR1 a 0 1\n.options klu\n.op\n.control\nrun\nquit\n.endc\n.end\n";
    private const string KluMessage = "Using KLU";

    private readonly string _program;
    private readonly TimeSpan _limit;

    /// <summary>Looks it up.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="limit">How long one simulation may take.</param>
    /// <exception cref="CompilationException">It cannot be started (CBX0070).</exception>
    public Ngspice(string program, TimeSpan limit)
    {
        (_program, _limit) = (program, limit);
        var (exitCode, output, errors) = Start(KluProbe, Environment.CurrentDirectory);
        if (exitCode is not 0)
            throw new CompilationException(Descriptors.NgspiceMissing, null, program, LastLine(errors + output).TrimEnd('.') + ".");
        HasKlu = (output + errors).Contains(KluMessage, StringComparison.Ordinal);
    }

    /// <summary>Whether it was built with the KLU matrix solver.</summary>
    public bool HasKlu { get; }

    /// <summary>Simulates a deck.</summary>
    /// <param name="deck">The deck's text.</param>
    /// <param name="directory">The folder that its includes are relative to.</param>
    /// <returns>What it printed, or why it printed nothing.</returns>
    public SimulationResult Run(string deck, string directory)
    {
        var watch = Stopwatch.StartNew();
        var (exitCode, output, errors) = Start(HasKlu ? WithKlu(deck) : deck, directory);
        var seconds = watch.Elapsed.TotalSeconds;
        if (exitCode is null)
            return new SimulationResult([], seconds, null) { TimedOut = true };
        var values = ImmutableArray.CreateBuilder<(string, double)>();
        foreach (var line in output.Split('\n'))
        {
            // i(vsense_3) = 1.2e-05, or i(vsense_3)[length(i(vsense_3))-1] = 1.2e-05
            if (!line.StartsWith("i(", StringComparison.Ordinal) && !line.StartsWith("v(", StringComparison.Ordinal))
                continue;
            var equals = line.LastIndexOf(" = ", StringComparison.Ordinal);
            if (equals > 0 && double.TryParse(line.AsSpan(equals + 3), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                values.Add((line[..equals].Split('[')[0].Trim(), value));
        }

        return new SimulationResult(values.ToImmutable(), seconds, exitCode == 0 && values.Count > 0 ? null : LastLine(errors.Length > 0 ? errors : output));
    }

    private static string WithKlu(string deck)
    {
        var title = deck.IndexOf('\n', StringComparison.Ordinal) + 1;
        return deck[..title] + ".options klu\n" + deck[title..];
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : "it said nothing.";

    private static async Task FeedAsync(StreamWriter input, string deck)
    {
        try
        {
            await input.WriteAsync(deck).ConfigureAwait(false);
            input.Close();
        }
        catch (IOException)
        {
            // The program ended before it had read all; its exit code and messages say why.
        }
    }

    // No exit code where the time was up.
    private (int? ExitCode, string Output, string Errors) Start(string deck, string directory)
    {
        // A deck says all: no .spiceinit of this folder or this user has a say (-n).
        var start = new ProcessStartInfo(_program, ["-n", "-b"])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Decks run side by side, a core each.
        start.Environment["OMP_NUM_THREADS"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            // Beside the wait: a program that stops reading would block for ever.
            _ = FeedAsync(process.StandardInput, deck);
            if (!process.WaitForExit(_limit))
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
                return (null, "", "");
            }

            return (process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception failure)
        {
            throw new CompilationException(Descriptors.NgspiceMissing, null, _program, failure.Message.TrimEnd('.') + ".");
        }
    }
}
