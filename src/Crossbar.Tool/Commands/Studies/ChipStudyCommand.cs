using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study chip</c>.</summary>
internal static class ChipStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("chip", "The whole chip in numbers: images per second, latency, energy and area of every layer and part, copies of arrays that hold it up.");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            study.Run(parsed, output, error, ChipStudy.Plan(loaded.Design, CalibrationImages.For(loaded, request.Origin, diagnostics), loaded.Options, diagnostics), loaded.Options, loaded, null);
        }));
        return command;
    }
}
