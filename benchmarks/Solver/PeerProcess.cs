using System.Diagnostics;

namespace Crossbar.Benchmarks.Solver;

/// <summary>Runs other programs to their end, one core each, as ours has.</summary>
internal static class PeerProcess
{
    /// <summary>The Python that the environment names.</summary>
    public static string Python => Environment.GetEnvironmentVariable("PYTHON") ?? "python3";

    /// <summary>Runs a program.</summary>
    /// <returns>What it prints.</returns>
    /// <exception cref="InvalidOperationException">It fails.</exception>
    public static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var variable in new[] { "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS" })
            start.Environment[variable] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed:\n{text}\n{error.Result}");
    }
}
