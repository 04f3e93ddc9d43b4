using System.CommandLine.Parsing;
using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Tool;

/// <summary>
/// The tool's own log: a line per run, its command and its first argument with a tab between, in the file that the environment variable
/// CROSSBAR_LOG names. It tells what a build really starts, whatever the build prints.
/// </summary>
internal static class RunLog
{
    private const string Variable = "CROSSBAR_LOG";
    private const int Attempts = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Adds this run; nothing where there is no such variable.</summary>
    /// <exception cref="CompilationException">The variable names a file that is no such log, or no file (CBX0012, CBX0013).</exception>
    public static void Append(ParseResult parsed)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } file)
            return;
        Check(file, parsed);
        var argument = parsed.Tokens.FirstOrDefault(token => token.Type == TokenType.Argument)?.Value;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // One writer at a time, whoever else is running.
                using var log = new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None));
                log.Write($"{parsed.CommandResult.Command.Name}\t{DisplayText.Of(argument ?? "")}\n");
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A log that cannot be written is no reason not to work; one that another process writes is free soon.
                if (attempt == Attempts || e is not IOException || e is DirectoryNotFoundException or PathTooLongException)
                    return;
                Thread.Sleep(Pause);
            }
        }
    }

    // A log begins with the name of one of the commands.
    private static void Check(string file, ParseResult parsed)
    {
        try
        {
            new RunFiles().Demand(file, OutputForm.Beginning([.. Names(parsed.RootCommandResult.Command).Select(name => name + "\t")]));
        }
        catch (CompilationException e) when (e.Diagnostics[0].Descriptor == Descriptors.NotWritten)
        {
            // It cannot be read now: another process may write it, which is waited for.
        }
    }

    private static IEnumerable<string> Names(Command command) => command.Subcommands.SelectMany(Names).Append(command.Name);
}
