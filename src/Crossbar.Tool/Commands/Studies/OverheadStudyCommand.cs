using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study overhead</c>.</summary>
internal static class OverheadStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("overhead", "Dense against Toeplitz mapping: arrays, devices, converters, iterations, power and area of every layer.");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var loaded = ModelLoader.Load(model.Request(parsed), diagnostics);
            var plan = OverheadStudy.Plan(loaded.Design, loaded.Options);
            study.Run(parsed, output, error, plan, loaded.Options, loaded, null, ("components", loaded.Options.Hardware.Components.Definition.Name));
        }));
        return command;
    }
}
