using Crossbar.Compiler.Studies.Chips;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study yield</c>.</summary>
internal static class YieldStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("yield", "Accuracies of many chips drawn from all that varies, and the share of good ones.");
        var model = new ModelArguments(command);
        model.RefuseMeasured(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var chips = new WholeNumberArgument(command, "--chips", "Chips (seeds).", "count", 1, 100);
        var age = new NumberArgument(
            command, "--age", "How long after programming the chips are looked at, where there is a Device (default 0): 90 (seconds), 1d, 1y.", "time", Duration.Parse, Duration.Rule);
        var wires = new NumberArgument(
            command, "--wire-sigma", "Relative standard deviation of each chip's resistances of rows, columns, inputs and outputs (default 0).", sigma => sigma is >= 0 and <= 2, "0 to 2");
        var compensation = new ChoiceArgument<ChipCompensation>(command, "--compensation", "What is done about each chip's errors.", ChipCompensation.Recalibrate);
        var threshold = new NumberArgument(command, "--threshold", "The accuracy from which on a chip is good.", share => share is >= 0 and <= 1, "0 to 1");
        var loss = new NumberArgument(command, "--max-loss", "What a good chip may lose against software, without --threshold (default 0.02).", share => share is >= 0 and <= 1, "0 to 1");
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            const double MaxLoss = 0.02;
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Labelled(parsed, loaded, diagnostics);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            var spread = new ChipSpread(age.Of(parsed) ?? (loaded.Options.Hardware.Device is null ? null : 0), wires.Of(parsed) ?? 0);
            var plan = YieldStudy.Plan(
                loaded.Design, calibration, images, loaded.Options, spread, compensation.Of(parsed), chips.Of(parsed)!.Value, threshold.Of(parsed), loss.Of(parsed) ?? MaxLoss);
            study.Run(
                parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed),
                ("age", FormattableString.Invariant($"{spread.Age}")),
                ("compensation", compensation.Of(parsed).ToString()),
                ("threshold", FormattableString.Invariant($"{threshold.Of(parsed)}")),
                ("max-loss", FormattableString.Invariant($"{loss.Of(parsed) ?? MaxLoss}")),
                ("wire-sigma", FormattableString.Invariant($"{spread.WireSigma}")));
        }));
        return command;
    }
}
