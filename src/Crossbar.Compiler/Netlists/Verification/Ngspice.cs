using System.ComponentModel;
using System.Diagnostics;
using Crossbar.Compiler.Programs;

namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>The ngspice of this machine.</summary>
internal sealed class Ngspice
{
    // Versions from 42 on say which matrix solver they use; KLU, the faster one, is a matter of how they were built.
    private const string KluProbe = "* which matrix solver\nV1 a 0 1\nR1 a 0 1\n.options klu\n.op\n.control\nrun\nquit\n.endc\n.end\n";
    private const string KluMessage = "Using KLU";

    private static readonly string[] Complaints = ["error", "undefined", "unknown", "could not find"];

    private readonly ExternalProgram _program;

    /// <summary>Looks it up.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="limit">How long one simulation may take.</param>
    /// <exception cref="CompilationException">It cannot be started (CBX0070).</exception>
    public Ngspice(string program, TimeSpan limit)
    {
        _program = new ExternalProgram(program, limit);
        var probe = Start(KluProbe, Environment.CurrentDirectory);
        if (probe.ExitCode is not 0)
            throw new CompilationException(Descriptors.NgspiceMissing, null, program, probe.LastLine.TrimEnd('.') + ".");
        HasKlu = (probe.Output + probe.Errors).Contains(KluMessage, StringComparison.Ordinal);
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
        var result = Start(HasKlu ? WithKlu(deck) : deck, directory);
        var seconds = watch.Elapsed.TotalSeconds;
        if (result.ExitCode is null)
            return new SimulationResult([], seconds, null) { TimedOut = true };
        var values = ImmutableArray.CreateBuilder<(string, double)>();
        foreach (var line in result.Output.Split('\n'))
        {
            // i(vsense_3) = 1.2e-05, or i(vsense_3)[length(i(vsense_3))-1] = 1.2e-05
            if (!line.StartsWith("i(", StringComparison.Ordinal) && !line.StartsWith("v(", StringComparison.Ordinal))
                continue;
            var equals = line.LastIndexOf(" = ", StringComparison.Ordinal);
            if (equals > 0 && double.TryParse(line.AsSpan(equals + 3), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                values.Add((line[..equals].Split('[')[0].Trim(), value));
        }

        return new SimulationResult(values.ToImmutable(), seconds, result.ExitCode == 0 && values.Count > 0 ? null : Complaint(result));
    }

    // The first line that names what is wrong: what follows it, to the last, only follows from it.
    private static string Complaint(ProgramResult result) => (result.Errors + "\n" + result.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .FirstOrDefault(line => Complaints.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)) && !line.Contains("fatal error in ngspice", StringComparison.OrdinalIgnoreCase))
        ?? result.LastLine;

    private static string WithKlu(string deck)
    {
        var title = deck.IndexOf('\n', StringComparison.Ordinal) + 1;
        return deck[..title] + ".options klu\n" + deck[title..];
    }

    private ProgramResult Start(string deck, string directory)
    {
        try
        {
            // A deck says all: no .spiceinit of this folder or this user has a say (-n). Decks run side by side, a core each.
            return _program.Run(["-n", "-b"], directory, deck, ("OMP_NUM_THREADS", "1"));
        }
        catch (Win32Exception failure)
        {
            throw new CompilationException(Descriptors.NgspiceMissing, null, _program.Path, failure.Message.TrimEnd('.') + ".");
        }
    }
}
