using System.CommandLine;
using Crossbar.Compiler;
using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study sparsity</c>.</summary>
internal static class SparsityStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("sparsity", "The share of zeros among the inputs of every crossbar layer (the paper's figure 9).");
        var model = new ModelArguments(command);
        var print = new TableArguments(command);
        var data = new ImageArguments(command);
        command.SetAction(parsed => Guarded.Run(error, model.DiagnosticsFile(parsed), model.Origin(parsed), diagnostics =>
        {
            var loaded = ModelLoader.Load(model.Request(parsed), diagnostics);
            var images = data.Load(parsed, loaded);
            IReadOnlyCollection<SparsityStudyRow> rows = [];
            ProgressDisplay.Run("studying", progress => rows = SparsityStudy.Run(loaded.Design, images, progress));
            print.Print(parsed, output, rows);
        }));
        return command;
    }
}
