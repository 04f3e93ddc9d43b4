using Crossbar.Compiler.Studies.Chips;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study retention</c>.</summary>
internal static class RetentionStudyCommand
{
    private static readonly string[] Ages = ["0", "1d", "30d", "1y", "10y"];

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("retention", "Accuracy against time on several chips drawn from the device's laws, with each compensation.");
        var model = new ModelArguments(command);
        model.RefuseMeasured(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var ages = new NumbersArgument(
            command, "--ages", $"How long after programming. By default {string.Join(' ', Ages)}, of these what the device's laws know.", "times", Duration.Parse, Duration.Rule,
            [.. Ages.Select(age => Duration.Parse(age)!.Value)]);
        var compensations = new ChoicesArgument<ChipCompensation>(
            command, "--compensations", "What is done about errors and age.", Enum.GetValues<ChipCompensation>());
        var chips = new WholeNumberArgument(command, "--chips", "Chips (seeds) for each age and compensation.", "count", 1, 5);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Labelled(parsed, loaded, diagnostics);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            var plan = RetentionStudy.Plan(loaded.Design, calibration, images, loaded.Options, ages.IsGiven(parsed.CommandResult) ? ages.Of(parsed) : RetentionStudy.Known(loaded.Options, ages.Of(parsed)), compensations.Of(parsed), chips.Of(parsed)!.Value);
            study.Run(parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed));
        }));
        return command;
    }
}
