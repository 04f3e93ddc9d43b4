using System.CommandLine;
using System.CommandLine.Parsing;
using Crossbar.Compiler.Options;
using Crossbar.Tool.Commands;

namespace Crossbar.Tool;

/// <summary>The command line: parses, dispatches, and turns mistakes into exit code 2.</summary>
internal static class CrossbarCommand
{
    /// <summary>Runs one command.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Compiles trained CNNs (ONNX) to memristor crossbars, evaluates them and solves crossbar circuits.")
        {
            DescribeCommand.Create(error),
            CompileCommand.Create(output, error),
            EvaluateCommand.Create(output, error),
            StudyCommand.Create(output, error),
            SolveCommand.Create(output, error),
        };
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = RequestFile.TryRead });
        if (parsed.Errors.Count == 0 || parsed.Action is System.CommandLine.Help.HelpAction)
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        foreach (var mistake in parsed.Errors)
            error.WriteLine($"crossbar: {mistake.Message}{Suggestion(parsed, mistake)}");
        error.WriteLine($"Run 'crossbar {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help' for what there is.");
        return ExitCode.UsageOrInternal;
    }

    private static string Suggestion(ParseResult parsed, ParseError mistake)
    {
        var command = parsed.CommandResult.Command;
        var names = command.Options.Select(o => o.Name).Concat(command.Subcommands.Select(c => c.Name)).ToArray();
        var unknown = parsed.UnmatchedTokens.FirstOrDefault(token => mistake.Message.Contains(token, StringComparison.Ordinal));
        return unknown is not null && Spelling.Nearest(unknown, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
    }
}
