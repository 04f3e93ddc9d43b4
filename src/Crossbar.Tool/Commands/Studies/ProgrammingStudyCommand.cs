using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study programming</c>.</summary>
internal static class ProgrammingStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("programming", "Accuracy with programming errors, for mapping schemes and weight scales, of chips calibrated before and after programming.");
        // The name it had at first.
        command.Aliases.Add("variation");
        var model = new ModelArguments(command);
        model.RefuseMeasured(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var mappings = new ChoicesArgument<MappingScheme>(command, "--mappings", "Mapping schemes.", MappingScheme.Dense, MappingScheme.Differential);
        var scales = new ChoicesArgument<WeightScale>(command, "--scales", "Weight scales.", Enum.GetValues<WeightScale>());
        var sigmas = new NumbersArgument(
            command, "--sigmas", "Standard deviations of the programming error, in siemens.", sigma => sigma >= 0, "siemens, 0 or more", 0, 2e-7, 4e-7, 6e-7, 8e-7, 1e-6);
        var chips = new WholeNumberArgument(command, "--chips", "Chips (seeds) for each standard deviation.", "count", 1, 5);
        model.Refuse(command, ("Mapping", "say which with --mappings"), ("Scale", "say which with --scales"), ("ProgrammingSigma", "say which with --sigmas"));
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Labelled(parsed, loaded, diagnostics);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            var plan = ProgrammingStudy.Plan(
                loaded.Design, calibration, images, loaded.Options, mappings.Of(parsed), scales.Of(parsed), sigmas.Of(parsed), chips.Of(parsed)!.Value);
            study.Run(parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed));
        }));
        return command;
    }
}
