using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study propagation</c>.</summary>
internal static class PropagationStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("propagation", "The error behind every crossbar layer, those of the layers before it included, for several converters (the paper's figure 19).");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var bits = new BitsArgument(command);
        model.Refuse(command, ("DacBits", "say which with --bits"), ("AdcBits", "say which with --bits"));
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Load(parsed, loaded, diagnostics);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            var plan = PropagationStudy.Plan(loaded.Design, calibration, images, loaded.Options, bits.Of(parsed, loaded.Options.Converters.InputEncoding));
            study.Run(parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed));
        }));
        return command;
    }
}
