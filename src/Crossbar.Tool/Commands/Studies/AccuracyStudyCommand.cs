using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study accuracy</c>.</summary>
internal static class AccuracyStudyCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("accuracy", "Accuracy with its 95 % interval, reads and energy for every combination of mapping, conversion, encoding and converters (the paper's table 6).");
        var model = new ModelArguments(command);
        var study = new StudyArguments(command);
        var data = new ImageArguments(command);
        var bits = new BitsArgument(command);
        var mappings = new ChoicesArgument<MappingScheme>(command, "--mappings", "Mapping schemes.", MappingScheme.Dense);
        var conversions = new ChoicesArgument<ConversionMethod>(command, "--conversions", "Conversions. (Signal with its default, a uniform signal, is MaxInput where cells are linear.)", ConversionMethod.Exact, ConversionMethod.MaxInput, ConversionMethod.None);
        var encodings = new ParsedArgument<SignalEncoding>(
            command, "--encodings", "E", "How rows are told activations: Amplitude, PulseWidth, Spikes, BitSerial, or BitSerial:2 for digits of two bits.", SignalEncoding.Parse,
            "is no encoding: Amplitude, PulseWidth, Spikes, BitSerial or BitSerial:2 (1 to 16 bits) are needed.");
        var digits = new ParsedArgument<WeightDigits>(
            command, "--weights", "W/C", "How cells hold weights: 0 as they are, 8 rounded to 8 bits, 8/2 in cells of 2 bits.", WeightDigits.Parse,
            "says nothing of weights: 0 is needed, or bits from 2 to 16, or both bits of weights and of cells (at most 8), such as 8/2.");
        model.Refuse(command, ("Mapping", "say which with --mappings"), ("Conversion", "say which with --conversions"), ("DacBits", "say which with --bits"), ("AdcBits", "say which with --bits"),
            ("InputEncoding", "say which with --encodings"), ("InputDigitBits", "say it with --encodings, such as BitSerial:2"), ("WeightBits", "say which with --weights"), ("CellBits", "say which with --weights, such as 8/2"));
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = data.Labelled(parsed, loaded, diagnostics);
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            var plan = AccuracyStudy.Plan(loaded.Design, calibration, images, loaded.Options, mappings.Of(parsed), conversions.Of(parsed), bits.Of(parsed, loaded.Options.Converters.InputEncoding), encodings.Of(parsed), digits.Of(parsed));
            study.Run(parsed, output, error, plan, loaded.Options, loaded, data.File(parsed), data.Count(parsed));
        }));
        return command;
    }
}
