using Crossbar.Compiler.Power;
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
        var paper = new Option<bool>("--paper-figures") { Description = "Take ISAAC's figures of eight arrays for each one, as the paper's table 2 does." };
        command.Options.Add(paper);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var loaded = ModelLoader.Load(model.Request(parsed), diagnostics);
            var isPaper = parsed.GetValue(paper);
            var plan = OverheadStudy.Plan(loaded.Design, loaded.Options, isPaper ? IsaacComponents.AsInThePaper : IsaacComponents.Published);
            study.Run(parsed, output, error, plan, loaded.Options, loaded, null, ("component figures", isPaper ? "as in the paper" : "as published"));
        }));
        return command;
    }
}
