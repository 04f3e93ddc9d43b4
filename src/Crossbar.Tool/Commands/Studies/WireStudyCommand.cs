using Crossbar.Compiler.Studies.Chips;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study wires</c>.</summary>
internal static class WireStudyCommand
{
    // A chip's wires are hardly further off.
    private const double MaxFactor = 1000;

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("wires", "Accuracy and error of the scores on chips whose wires are not those that were compiled for, before and after recalibration.");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var conversions = new ChoicesArgument<ConversionMethod>(
            command, "--conversions", "Conversions.", ConversionMethod.Exact, ConversionMethod.MaxInput, ConversionMethod.None);
        var factors = new NumbersArgument(
            command, "--factors", "What the chip's resistances are of those that were compiled for.", factor => factor is >= 0 and <= MaxFactor,
            FormattableString.Invariant($"0 to {MaxFactor}"), 0.5, 0.8, 0.9, 1, 1.1, 1.2, 1.5, 2);
        var parts = new ChoicesArgument<WirePart>(command, "--parts", "Which resistances are others than compiled for.", Enum.GetValues<WirePart>());
        model.Refuse(command, ("Conversion", "say which with --conversions"));
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Load(parsed, loaded, diagnostics);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            var plan = WireStudy.Plan(loaded.Design, calibration, images, loaded.Options, conversions.Of(parsed), factors.Of(parsed), parts.Of(parsed));
            study.Run(
                parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed),
                ("parts", string.Join(' ', parts.Of(parsed).Distinct().Order())));
        }));
        return command;
    }
}
