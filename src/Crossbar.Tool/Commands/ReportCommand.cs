using System.Collections.Immutable;
using Crossbar.Compiler;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Models;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Outputs;
using Crossbar.Compiler.Reporting;
using Crossbar.Compiler.Reporting.Page;
using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar report</c>: an HTML page about a compiled model.</summary>
internal static class ReportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("report", "Compiles a model in memory and writes one HTML page about it: layers, heat maps of its arrays, errors, converters, accuracy.");
        var model = new ModelArguments(command);
        var page = new Option<string>("--output", "-o") { Description = "The page to write.", HelpName = "file.html", Required = true };
        var data = new ImageArguments(command, "Test images that output errors are measured on, by default the calibration images", isRequired: false);
        var bits = new BitsArgument(command);
        var studies = new Option<string[]>("--study")
        {
            Description = "What 'crossbar study' wrote: accuracy.json (its accuracies instead of those of --data and --bits), retention.json, yield.json. May be given once for each.",
            HelpName = "file.json",
            DefaultValueFactory = _ => [],
        };
        var cells = new Option<string?>("--cells")
        {
            Description = "What 'crossbar verify rtl DIR --synthesis --json' printed: cells of the digital half. Needs --rtl SystemVerilog.",
            HelpName = "file.json",
        };
        foreach (var option in new Option[] { page, studies, cells })
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (bits.IsGiven(result) && !data.IsGiven(result))
                result.AddError("--bits says at which resolutions accuracy is measured, which needs images with labels: --data names them.");
        });
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var template = ReportPageTemplate.Load();
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            foreach (var input in parsed.GetValue(studies)!.Append(data.IsGiven(parsed.CommandResult) ? data.File(parsed) : null).Append(parsed.GetValue(cells)).OfType<string>())
                loaded.Files.Reads(input);
            // Before hours of work.
            var place = parsed.GetValue(page)!;
            loaded.Files.Writes(place, ReportPage.Form);
            OutputFolder.Guard(place, () => OutputFolder.Probe(place));
            if (loaded.Options.Netlist is { Dialect: not NetlistDialect.None, Directory: { } decks })
                NetlistWriter.Check(decks, loaded);
            var set = data.IsGiven(parsed.CommandResult) ? data.Load(parsed, loaded, diagnostics) : null;
            var studied = StudyPages.Read(parsed.GetValue(studies)!, loaded);
            if (parsed.GetValue(cells) is { } table)
            {
                if (loaded.Options.Rtl.Language == HardwareLanguage.None)
                    throw new CompilationException(Descriptors.InvalidOption, null, "cells", table, "The page shows cells of the digital half only with --rtl SystemVerilog.");
                studied = studied with { Synthesis = SynthesisFile.Read(table) };
            }

            if (studied.Accuracy is not null && bits.IsGiven(parsed.CommandResult))
                throw new CompilationException(Descriptors.InvalidOption, null, "bits", bits.Of(parsed, loaded.Options.Converters.InputEncoding)[0], $"{studied.Accuracy.Source} of --study has resolutions of its own.");
            CompiledNetwork network = null!;
            ProgressDisplay.Run("compiling", progress => network = ModelCompiler.Compile(loaded, request.Origin, diagnostics, progress));
            if (studied.Accuracy is null && set is { HasLabels: true })
                studied = studied with { Accuracy = Measure(loaded, set, Path.GetFileName(data.File(parsed)), bits.Of(parsed, loaded.Options.Converters.InputEncoding)) };
            var images = set is null ? ReportImages.Calibration(loaded) : ReportImages.Test(set);
            var report = ReportBuilder.Build(loaded, network);
            ModelCompiler.Warn(loaded, network, report, diagnostics);
            var filled = template.Fill(ReportPageBuilder.Build(loaded, network, report, images, studied, WriteNetlists(loaded, network, place)));
            OutputFolder.Guard(place, () => OutputFolder.WriteIfDifferent(place, filled));
            var missing = set is { HasLabels: false } && studied.Accuracy is null ? "; without accuracy, for the data have no y" : "";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Crossbar: {loaded.FileName} -> {place}, {filled.Length / 1e6:F1} MB{missing}"));
        }));
        return command;
    }

    private static AccuracyPage Measure(LoadedModel model, ImageSet images, string name, ConverterBits[] bits)
    {
        // Who compiled the model has been warned already.
        var calibration = CalibrationImages.For(model, null, new DiagnosticBag());
        var study = AccuracyStudy.Plan(model.Design, calibration, images, model.Options, [model.Options.Mapping.Scheme], [model.Options.Conversion.Method], bits);
        ImmutableArray<AccuracyStudyRow> rows = [];
        ProgressDisplay.Run("accuracy", progress => rows = study.Run(progress));
        return new AccuracyPage(name, rows);
    }

    // Only where a folder for them is named.
    private static NetlistLinks? WriteNetlists(LoadedModel model, CompiledNetwork network, string page)
    {
        if (model.Options.Netlist is not { Dialect: not NetlistDialect.None, Directory: { } directory })
            return null;
        NetlistWriter.Write(directory, model, network);
        return NetlistLinks.Of(directory, NetlistLinks.FromPage(page, directory));
    }
}
