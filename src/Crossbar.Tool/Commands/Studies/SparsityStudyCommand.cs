using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study sparsity</c>.</summary>
internal static class SparsityStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("sparsity", "The share of zeros among the inputs of every crossbar layer (the paper's figure 9).");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var loaded = ModelLoader.Load(model.Request(parsed), diagnostics);
            var plan = SparsityStudy.Plan(loaded.Design, data.Load(parsed, loaded, diagnostics));
            study.Run(parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed));
        }));
        return command;
    }
}
