using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study accuracy</c>.</summary>
internal static class AccuracyStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("accuracy", "Accuracy with its 95 % interval for every combination of mapping, conversion and converters (the paper's table 6).");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var bits = new BitsArgument(command);
        var mappings = new ChoicesArgument<MappingScheme>(command, "--mappings", "Mapping schemes.", MappingScheme.Dense);
        var conversions = new ChoicesArgument<ConversionMethod>(command, "--conversions", "Conversions. (Signal with its default, a uniform signal, is MaxInput where cells are linear.)", ConversionMethod.Exact, ConversionMethod.MaxInput, ConversionMethod.None);
        model.Refuse(command, ("Mapping", "say which with --mappings"), ("Conversion", "say which with --conversions"), ("DacBits", "say which with --bits"), ("AdcBits", "say which with --bits"));
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Labelled(parsed, loaded);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            var plan = AccuracyStudy.Plan(loaded.Design, calibration, images, loaded.Options, mappings.Of(parsed), conversions.Of(parsed), bits.Of(parsed));
            study.Run(parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed));
        }));
        return command;
    }
}
