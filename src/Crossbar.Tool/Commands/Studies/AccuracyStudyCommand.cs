using System.CommandLine;
using Crossbar.Compiler;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study accuracy</c>.</summary>
internal static class AccuracyStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("accuracy", "Accuracy with its 95 % interval for every combination of mapping, conversion and converters (the paper's table 6).");
        var model = new ModelArguments(command);
        var print = new TableArguments(command);
        var data = new ImageArguments(command);
        var bits = new BitsArgument(command);
        var mappings = new Option<MappingScheme[]>("--mappings")
        {
            Description = "Mapping schemes.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [MappingScheme.Dense],
        };
        var conversions = new Option<ConversionMethod[]>("--conversions")
        {
            Description = "Conversions.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => Enum.GetValues<ConversionMethod>(),
        };
        command.Options.Add(mappings);
        command.Options.Add(conversions);
        model.Refuse(command, ("Mapping", "say which with --mappings"), ("Conversion", "say which with --conversions"), ("DacBits", "say which with --bits"), ("AdcBits", "say which with --bits"));
        command.SetAction(parsed => Guarded.Run(error, model.DiagnosticsFile(parsed), model.Origin(parsed), diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Labelled(parsed, loaded);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            IReadOnlyCollection<AccuracyStudyRow> rows = [];
            ProgressDisplay.Run("studying", progress => rows = AccuracyStudy.Run(
                loaded.Design, calibration, images, loaded.Options, parsed.GetValue(mappings)!, parsed.GetValue(conversions)!, bits.Of(parsed), progress));
            print.Print(parsed, output, rows);
        }));
        return command;
    }
}
