namespace Crossbar.EndToEnd.Tests;

/// <summary>A program that was run to its end.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output and error, in the order of arrival.</param>
internal sealed record ProcessRun(int ExitCode, string Output)
{
    /// <summary>Runs a program with the environment that a user's terminal has.</summary>
    public static ProcessRun Start(string folder, string program, params string[] arguments)
    {
        using var running = new RunningProgram(folder, new Dictionary<string, string>(), program, arguments);
        return running.WaitForEnd();
    }

    /// <summary>Itself, when it succeeded.</summary>
    public ProcessRun Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}
