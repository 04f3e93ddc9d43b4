using System.ComponentModel;
using System.Diagnostics;

namespace Crossbar.Compiler.Programs;

/// <summary>A program of somebody else that is run to its end, with a time limit: simulators, synthesis.</summary>
/// <param name="Path">Its name or path.</param>
/// <param name="Limit">How long a run may take.</param>
public sealed record ExternalProgram(string Path, TimeSpan Limit)
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="directory">The folder it runs in.</param>
    /// <param name="input">What its standard input has.</param>
    /// <param name="environment">Variables of its environment beside ours.</param>
    /// <returns>What it printed. When the time is up it is ended with all that it started.</returns>
    /// <exception cref="Win32Exception">It cannot be started.</exception>
    public ProgramResult Run(IEnumerable<string> arguments, string directory, string input = "", params ReadOnlySpan<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo(Path, arguments) { WorkingDirectory = directory, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        // Beside the wait: a program that stops reading would block for ever.
        _ = FeedAsync(process.StandardInput, input);
        if (process.WaitForExit(Limit))
            return new ProgramResult(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        return new ProgramResult(null, "", "");
    }

    private static async Task FeedAsync(StreamWriter standardInput, string input)
    {
        try
        {
            await standardInput.WriteAsync(input).ConfigureAwait(false);
            standardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before it had read all; its exit code and messages say why.
        }
    }
}
