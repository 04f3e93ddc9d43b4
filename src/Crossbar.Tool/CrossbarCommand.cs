using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Crossbar.Tool.Commands;

namespace Crossbar.Tool;

/// <summary>The command line: parses, dispatches, and turns mistakes into exit code 2.</summary>
internal static class CrossbarCommand
{
    // Options that name an output, for which nothing is no name; metadata that are empty are not given.
    private static readonly string[] Places = ["--output", "--output-directory", "--diagnostics-file", "--save-logits", "--save-software-logits"];

    /// <summary>Runs one command.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        using var visibleOutput = new VisibleWriter(output);
        using var visibleError = new VisibleWriter(error);
        try
        {
            return RunVisibly(arguments, visibleOutput, visibleError);
        }
        catch (CompilationException failure)
        {
            // What stops a command before it begins, or its help: where it logs to, or prints to.
            foreach (var diagnostic in failure.Diagnostics)
                visibleError.WriteLine(diagnostic);
            return ExitCode.InputErrors;
        }
    }

    /// <summary>All commands with their options.</summary>
    /// <param name="output">Receives results.</param>
    /// <param name="error">Receives everything else.</param>
    internal static (RootCommand Root, WholeNumberArgument Parent) Tree(TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Compiles trained CNNs (ONNX) to memristor crossbars, evaluates them and solves crossbar circuits.")
        {
            ConvertCommand.Create(output, error),
            DescribeCommand.Create(error),
            CompileCommand.Create(output, error),
            DeviceCommand.Create(output, error),
            ComponentsCommand.Create(output, error),
            EvaluateCommand.Create(output, error),
            ExportCommand.Create(output, error),
            FitCommand.Create(output, error),
            ReportCommand.Create(output, error),
            StudyCommand.Create(output, error),
            SettleCommand.Create(output, error),
            SolveCommand.Create(output, error),
            NetlistCommand.Create(output, error),
            ProgramCommand.Create(output, error),
            RtlCommand.Create(output, error),
            VerifyCommand.Create(output, error),
        };
        var parent = new WholeNumberArgument(root, "--parent-process", "End as soon as this process is gone.", "id", 1, null);
        (parent.Option.Recursive, parent.Option.Hidden) = (true, true);
        root.Options.OfType<HelpOption>().Single().Action = new ShortHelp();
        root.Options.Add(new HelpOption(ShortHelp.AllOption) { Description = "Show help with all options." });
        return (root, parent);
    }

    private static int RunVisibly(string[] arguments, TextWriter output, TextWriter error)
    {
        var (root, parent) = Tree(output, error);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = new RequestFile().TryRead });
        // What a shell completes is not a command line yet: nothing to complain of, to write into a log or to run.
        if (root.Directives.OfType<SuggestDirective>().Any(directive => parsed.GetResult(directive) is not null))
        {
            // The library prints all lines at once, as if they were one.
            using var completions = new StringWriter();
            var exitCode = parsed.Invoke(new InvocationConfiguration { Output = completions, Error = error, EnableDefaultExceptionHandler = false });
            output.Write(completions.ToString());
            return exitCode;
        }

        var mistake = Mistake(parsed);
        if (mistake is null)
        {
            if (parent.Of(parsed) is { } id)
            {
                ParentProcess.EndWith(id);
                Interruption.SaysNothing();
            }

            RunLog.Append(parsed);
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }

        error.WriteLine($"crossbar: {mistake}");
        error.WriteLine($"Run 'crossbar {Path(parsed.CommandResult)}--help' for what there is.");
        return ExitCode.UsageOrInternal;
    }

    // The names of a command and those it belongs to, each with a space behind it.
    private static string Path(CommandResult command) =>
        command.Command is RootCommand ? "" : $"{(command.Parent is CommandResult parent ? Path(parent) : "")}{command.Command.Name} ";

    // The parser takes an option that it does not know for an argument, complains of what is then too much or missing, and never of
    // the option: one mistake, several messages, none of them right.
    private static string? Mistake(ParseResult parsed)
    {
        if (parsed.Action is HelpAction or ShortHelp)
            return null;
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.FirstOrDefault(token => !token.StartsWith('-')) is { } word)
            return $"There is no command '{Path(parsed.CommandResult)}{word}'.{Suggestion(word, command.Subcommands.Select(c => c.Name))}";
        if (parsed.Tokens.FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal)) is { } option)
            return $"There is no option '{option.Value}'.{Suggestion(option.Value, command.Options.Select(o => o.Name))}";
        // No path has a NUL, and no number or name; from a request it can come.
        if (parsed.Tokens.FirstOrDefault(t => t.Value.Contains('\0', StringComparison.Ordinal)) is { } odd)
            return $"'{odd.Value}' has a character that nothing can be called by.";
        if (command.Options.FirstOrDefault(o => Places.Contains(o.Name) && parsed.CommandResult.GetResult(o) is { Implicit: false } given && given.Tokens.Any(t => string.IsNullOrWhiteSpace(t.Value))) is { } place)
            return $"{place.Name} needs a name that is not empty.";
        return parsed.Errors.Count > 0 ? parsed.Errors[0].Message : null;
    }

    private static string Suggestion(string word, IEnumerable<string> names) =>
        Spelling.Nearest(word, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
