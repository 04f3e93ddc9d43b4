using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Running;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study merge</c>.</summary>
internal static class MergeStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("merge", "Puts a study together whose parts were run with --shard, in one folder or in several.");
        var folders = new Argument<string[]>("FOLDER") { Description = "The parts' folders.", Arity = ArgumentArity.OneOrMore };
        var table = new TableArguments(command);
        var directory = new Option<string?>("--output-directory", "-o") { Description = "Where the whole goes; without it the first of the folders.", HelpName = "folder" };
        command.Arguments.Add(folders);
        command.Options.Add(directory);
        command.SetAction(parsed => Guarded.Run(error, _ =>
        {
            var parts = parsed.GetValue(folders)!.Select(StudyFolder.Open).ToArray();
            StudyArguments.Print(table, parsed, output, error, StudyRunner.Merge(parts, parsed.GetValue(directory) ?? parts[0].Path, StudyCatalog.All));
        }));
        return command;
    }
}
