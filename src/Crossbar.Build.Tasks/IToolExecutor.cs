namespace Crossbar.Build.Tasks;

/// <summary>Starts a program: replaced in tests, which then need no process.</summary>
internal interface IToolExecutor
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Its arguments, quoted as on a command line.</param>
    /// <param name="output">Receives each line of its standard output.</param>
    /// <param name="error">Receives each line of its standard error.</param>
    /// <returns>The exit code.</returns>
    int Execute(string program, string arguments, Action<string> output, Action<string> error);
}
