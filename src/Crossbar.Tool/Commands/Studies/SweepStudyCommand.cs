using Crossbar.Compiler.Studies.Sweeps;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study sweep</c>.</summary>
internal static class SweepStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("sweep", "Size, errors, energy and accuracy of the chip at every point of any grid of options.");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var grid = new Option<string[]>("--grid")
        {
            Description = "Item metadata with several values each, such as WireResistance=1,2,5 MaxRows=64,128: all combinations are studied. Files and lists are given one value at a time: InputMean=.5 InputMean=.4,.5,.6.",
            HelpName = "Name=v1,v2,...",
            AllowMultipleArgumentsPerToken = true,
            Required = true,
        };
        command.Options.Add(grid);
        command.Validators.Add(result =>
        {
            foreach (var name in (result.GetValue(grid) ?? []).Select(text => text.Split('=')[0].Trim()).Distinct())
            {
                if (model.IsGiven(result, name))
                    result.AddError($"--grid varies {OptionTable.Find(name)!.Name}: say its values there alone.");
            }
        });
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var points = SweepStudy.Load(request, SweepGrid.Parse(parsed.GetValue(grid)!), diagnostics);
            var plan = SweepStudy.Plan(points, point => data.Labelled(parsed, point, diagnostics), request.Origin, diagnostics);
            var first = points[0].Model;
            study.Run(parsed, output, error, plan, first.Options, first, data.File(parsed), data.Count(parsed));
        }));
        return command;
    }
}
