using System.Text.Json;
using Crossbar.Compiler;
using Crossbar.Compiler.Bench;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;
using Crossbar.Compiler.Export;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Pipeline;
using Crossbar.Compiler.Power;
using Crossbar.Runtime;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar evaluate</c>: accuracy of the software network and of the crossbars, side by side.</summary>
internal static class EvaluateCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("evaluate", "Compiles a model in memory and prints its accuracy in software and on crossbars, and how far its outputs are off.");
        var model = new ModelArguments(command);
        var data = new ImageArguments(command);
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var logits = new Option<string?>("--save-logits") { Description = "Write the crossbar network's outputs as float32 [N, classes].", HelpName = "file.npy" };
        var softwareLogits = new Option<string?>("--save-software-logits") { Description = "Write the software network's outputs as float32 [N, classes].", HelpName = "file.npy" };
        var noise = new NumberArgument(
            command, "--read-noise", "Standard deviation of each cell's conductance from read to read (siemens, default 0).", siemens => siemens is >= 0 and <= 1, "0 to 1 siemens", 0);
        var recalibrate = new Option<bool>("--recalibrate")
        {
            Description = "Give programming errors, stuck cells, converters as built and actual wires to a chip that was calibrated without them; print its accuracy so, and calibrated anew on its own currents.",
        };
        var measured = new Option<bool>("--measured")
        {
            Description = "Print the accuracy of the chip as designed, of the one in --measured-conductances with the design's converters, and of that calibrated on its own currents.",
        };
        var reproducible = new Option<bool>("--reproducible") { Description = "Sum arrays up exactly, in any order and in the exported model alike, so that one compiled chip has the same ADC codes everywhere; slower." };
        var arithmetic = new ChoiceArgument<Arithmetic>(
            command, "--arithmetic", "What the digital half computes with: single precision, or the whole numbers of its hardware.", Arithmetic.SinglePrecision);
        foreach (var option in new Option[] { json, recalibrate, measured, reproducible, logits, softwareLogits })
            command.Options.Add(option);
        var wires = new ActualWireArguments(command);
        var age = new AgeArguments(command);
        command.Validators.Add(result =>
        {
            var isMeasured = model.IsGiven(result, "MeasuredConductances");
            if (isMeasured && age.IsGiven(result))
                result.AddError("--measured-conductances and --age exclude each other: a measured chip is as old as it is.");
            if (result.GetValue(measured) && !isMeasured)
                result.AddError("--measured needs --measured-conductances.");
            if (isMeasured && result.GetValue(recalibrate))
                result.AddError("--measured-conductances and --recalibrate exclude each other: a measured chip has its errors in its cells, and is calibrated on them.");
        });
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            foreach (var file in new[] { parsed.GetValue(logits), parsed.GetValue(softwareLogits) }.OfType<string>())
                loaded.Files.Writes(file, NpyFile.Form);
            var images = data.Load(parsed, loaded, diagnostics);
            var (reported, variation) = (loaded, loaded.Options.Variation);
            // A measured chip has its errors in its cells.
            var measuredChip = parsed.GetValue(measured) ? MeasuredChip.Read(loaded.Options.Measured.Conductances!) : null;
            var isRecalibrated = measuredChip is not null || parsed.GetValue(recalibrate);
            if (measuredChip is not null)
                (loaded, variation) = (loaded with { Options = loaded.Options.AsDesigned() }, variation.WithoutErrors());
            else if (isRecalibrated)
                loaded = loaded with { Options = loaded.Options with { Variation = variation.WithoutErrors() } };
            var chip = age.On(parsed, wires.On(parsed, variation.ToChip(variation.Seed) with { Arithmetic = arithmetic.Of(parsed) }));
            ChipAssembly.Check(loaded.Options.ToHardware(), chip);
            CompiledNetwork compiled = null!;
            ProgressDisplay.Run("compiling", progress => compiled = ModelCompiler.Compile(loaded, request.Origin, diagnostics, progress));
            ChipAssembly.Check(compiled.Design, chip);
            if (parsed.GetValue(reproducible))
                ExactSums.Check(compiled.Design, request.Origin ?? loaded.Path, diagnostics);
            EvaluationResult software = null!;
            ProgressDisplay.Run("software", progress => software = Evaluator.Evaluate(new CrossbarNetwork(compiled.Software), images, progress));
            var compensation = isRecalibrated ? ChipCompensation.Recalibrate : age.Compensation(parsed);
            var calibration = compensation == ChipCompensation.Recalibrate ? CalibrationImages.For(loaded, request.Origin, new DiagnosticBag()) : [];
            EvaluationResult? before = null, designed = null;
            if (measuredChip is not null)
            {
                designed = Run("as designed", ChipCompensation.None);
                compiled = measuredChip.On(compiled, reported.Options.Measured.UnreadableCells, diagnostics);
            }

            if (compensation != ChipCompensation.None)
                before = Run("as compiled", ChipCompensation.None);
            var crossbar = Run("crossbar", compensation);
            var effort = ProgrammingEffort.Of(compiled, chip);
            var power = PowerMeasurement.Measure(compiled, loaded.Options.Hardware.ReadTime, loaded.Options.Hardware.Components.Definition);
            var classes = loaded.Design.OutputShape.Length;
            // First what took the time, then what may fail.
            output.Write((parsed.GetValue(json) ? Json(reported, chip, effort, power, compensation, software, designed, before, crossbar) : Text(reported, chip, effort, power, compensation, software, designed, before, crossbar)) + "\n");
            Save(parsed.GetValue(logits), crossbar, classes);
            Save(parsed.GetValue(softwareLogits), software, classes);

            EvaluationResult Run(string name, ChipCompensation compensation)
            {
                EvaluationResult result = null!;
                // What was compiled in is not drawn once more.
                var drawn = isRecalibrated ? chip : chip with { ProgrammingSigma = 0, StuckOnRate = 0, StuckOffRate = 0, Converters = null };
                var options = drawn with { ReadNoise = noise.Of(parsed)!.Value, Reproducible = parsed.GetValue(reproducible) };
                ProgressDisplay.Run(name, progress => result = Evaluator.Evaluate(ChipAssembly.Build(compiled, options, compensation, calibration, loaded.Options), images, progress));
                return result;
            }
        }));
        return command;
    }

    private static void Save(string? path, EvaluationResult result, int classes)
    {
        if (path is not null)
            OutputFolder.Guard(path, () => NpyFile.Write(path, result.Scores, result.Images, classes));
    }

    private static string Json(
        LoadedModel model, CrossbarOptions chip, ProgrammingEffort? effort, NetworkPower power, ChipCompensation compensation, EvaluationResult software, EvaluationResult? designed,
        EvaluationResult? before, EvaluationResult crossbar)
    {
        var resistances = chip.ChipOf(model.Options.ToHardware()).Resistances;
        var result = new
        {
            model = model.FileName,
            images = crossbar.Images,
            softwareAccuracy = software.Accuracy,
            crossbarAccuracy = crossbar.Accuracy,
            crossbarInterval95 = Ends(crossbar.Interval),
            lossInterval95 = Ends(PairedInterval.Of(software, crossbar)),
            outputError = OutputError.Of(software, crossbar),
            accuracyAsDesigned = designed?.Accuracy,
            intervalAsDesigned95 = Ends(designed?.Interval),
            accuracyBeforeRecalibration = before?.Accuracy,
            intervalBeforeRecalibration95 = Ends(before?.Interval),
            outputErrorBeforeRecalibration = before is null ? null : OutputError.Of(software, before),
            secondsPerImage = crossbar.SecondsPerImage,
            softwareSecondsPerImage = software.SecondsPerImage,
            reads = power.Reads,
            secondsOfReads = power.Duration,
            energy = new { arrays = power.Energy, cells = power.CellEnergy, dacs = power.Converters?.Dac, adcs = power.Converters?.Adc },
            actualResistances = new { row = resistances.WordLine, column = resistances.BitLine, input = resistances.Input, output = resistances.Output },
            device = model.Options.Hardware.Device?.Definition.Laws.Name,
            arithmetic = chip.Arithmetic.ToString(),
            converters = chip.Converters?.All.ToDictionary(error => error.Error, error => error.Value),
            converterTrim = chip.Converters is null ? null : chip.ConverterTrim.ToString(),
            age = chip.Age,
            temperature = chip.Temperature,
            programming = effort,
            compensation = compensation.ToString(),
            options = OptionTable.All.ToDictionary(d => d.Name, d => d.Format(model.Options)),
        };
        return JsonSerializer.Serialize(result, ResultJson.Options);
    }

    private static double[]? Ends(WilsonInterval? interval) => interval is { } ends ? [ends.Low, ends.High] : null;

    private static double[]? Ends(PairedInterval? interval) => interval is { } ends ? [ends.Low, ends.High] : null;

    private static string Text(
        LoadedModel model, CrossbarOptions chip, ProgrammingEffort? effort, NetworkPower power, ChipCompensation compensation, EvaluationResult software, EvaluationResult? designed,
        EvaluationResult? before, EvaluationResult crossbar)
    {
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"images    {crossbar.Images}"), $"software  {Percent(software)}" };
        if (model.Options.Hardware.Device?.Definition.Laws.Name is { } device)
        {
            var temperature = chip.Temperature is { } kelvin ? string.Create(CultureInfo.InvariantCulture, $", at {kelvin:G6} K") : "";
            lines.Add(chip.Age is { } age
                ? string.Create(CultureInfo.InvariantCulture, $"device    {device}, chip {chip.Seed} drawn from its laws, {age:G6} s after programming{temperature}")
                : $"device    {device}, as designed{temperature}: no programming error, drift or noise of its own (--age 0 draws a chip)");
        }

        if (chip.Converters is { } built)
            lines.Add($"convert   {ConverterText.Of(built, chip.ConverterTrim)}, chip {chip.Seed}");
        if (chip.Arithmetic == Arithmetic.FixedPoint)
            lines.Add("digital   in whole numbers, as its hardware computes");
        if (effort is not null)
        {
            var energy = effort.Energy is { } joules ? string.Create(CultureInfo.InvariantCulture, $", {joules:G3} J") : "";
            var time = effort.Time is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", {seconds:G3} s one after the other") : "";
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"writes    {effort.Pulses} of {effort.Cells} cells, {effort.Pulses / (double)effort.Cells:F2} per cell{energy}{time}"));
        }

        if (designed is not null)
            lines.Add($"crossbar  {Percent(designed)}, as designed");
        if (before is not null)
        {
            lines.Add($"crossbar  {Percent(before)}, {(designed is not null ? "as measured, with the design's converters and fits" : compensation == ChipCompensation.Recalibrate ? "calibrated before its errors" : "uncompensated")}");
            lines.Add($"crossbar  {Percent(crossbar)}, {(compensation == ChipCompensation.Recalibrate ? "recalibrated" : "one factor per array")}");
        }
        else
        {
            lines.Add($"crossbar  {Percent(crossbar)}");
        }

        if (PairedInterval.Of(software, crossbar) is { } loss)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"loss      {100 * loss.Difference:F2} points (95 %: {100 * loss.Low:F2} to {100 * loss.High:F2}, the same images)"));
        if (OutputError.Of(software, crossbar) is { } error)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"error     {100 * error:F3} % (rms of the outputs' differences from software, of their own rms)"));
        lines.Add(string.Create(
            CultureInfo.InvariantCulture, $"time      {1e3 * crossbar.SecondsPerImage:F3} ms per image on crossbars, {1e3 * software.SecondsPerImage:F3} ms in software"));
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"reads     {power.Reads} per image, {1e6 * power.Duration:G3} µs one after the other"));
        var converters = power.Converters is not { } used ? ""
            : string.Create(CultureInfo.InvariantCulture, $", DACs {1e6 * used.Dac:G3} µJ, ADCs {1e6 * used.Adc:G3} µJ by {model.Options.Hardware.Components.Definition.Name}");
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"energy    per image: arrays {1e6 * power.Energy:G3} µJ{converters}"));
        return string.Join('\n', lines);
    }

    private static string Percent(EvaluationResult result) => result is { Accuracy: { } accuracy, Interval: { } interval }
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * accuracy:F2} % right (95 %: {100 * interval.Low:F2} to {100 * interval.High:F2} %)")
        : "accuracy unknown: the data have no y";
}
