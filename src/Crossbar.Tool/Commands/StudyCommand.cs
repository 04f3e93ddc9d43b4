using System.CommandLine;
using System.Globalization;
using Crossbar.Compiler;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Options;
using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar study</c>: tables that compare ways of building the same chip.</summary>
internal static class StudyCommand
{
    private static readonly string[] PaperSizes = ["27x16", "144x16", "288x32", "576x64"];

    public static Command Create(TextWriter output, TextWriter error) =>
        new("study", "Compares conversions, mappings and programming errors in tables.")
        {
            Conversion(output, error),
            Overhead(output, error),
            Variation(output, error),
        };

    private static Command Conversion(TextWriter output, TextWriter error)
    {
        var command = new Command("conversion", "Errors of every conversion: for each tile of a model on its calibration data, or for synthetic kernels.");
        var model = new ModelArguments(command, needsModel: false);
        var print = new TableArguments(command);
        var kernels = new Option<KernelKind[]>("--kernels")
        {
            Description = "Kinds of synthetic kernels.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => Enum.GetValues<KernelKind>(),
        };
        var sizes = new Option<string[]>("--sizes")
        {
            Description = "Sizes of synthetic kernels, rows x outputs; each is one array.",
            HelpName = "RxN",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => PaperSizes,
        };
        var sparsities = new Option<double[]>("--sparsities")
        {
            Description = "Shares of synthetic inputs that are 0.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [0, 0.3, 0.6, 0.9],
        };
        sizes.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (ParseSize(token.Value) is null)
                    result.AddError($"'{token.Value}' is no size: rows x outputs is needed, such as 128x64.");
            }
        });
        sparsities.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double[]>()?.Any(share => !(share is >= 0 and < 1)) == true)
                result.AddError("--sparsities must be at least 0 and less than 1.");
        });
        foreach (var option in new Option[] { kernels, sizes, sparsities })
            command.Options.Add(option);
        command.SetAction(parsed => Guarded.Run(error, model.DiagnosticsFile(parsed), model.Origin(parsed), diagnostics =>
        {
            if (model.HasModel(parsed))
            {
                var request = model.Request(parsed);
                var loaded = ModelLoader.Load(request, diagnostics);
                print.Print(parsed, output, ConversionStudy.Network(loaded.Design, CalibrationImages.For(loaded, request.Origin, diagnostics), loaded.Options));
                return;
            }

            var options = model.Options(parsed, diagnostics);
            var all = parsed.GetValue(sizes)!.Select(text => ParseSize(text)!.Value).ToArray();
            print.Print(parsed, output, ConversionStudy.Synthetic(parsed.GetValue(kernels)!, all, parsed.GetValue(sparsities)!, options));
        }));
        return command;
    }

    private static Command Overhead(TextWriter output, TextWriter error)
    {
        var command = new Command("overhead", "Dense against Toeplitz mapping: arrays, devices, converters, iterations, power and area of every layer.");
        var model = new ModelArguments(command);
        var print = new TableArguments(command);
        var paper = new Option<bool>("--paper-figures") { Description = "Take ISAAC's figures of eight arrays for each one, as the paper's table 2 does." };
        command.Options.Add(paper);
        command.SetAction(parsed => Guarded.Run(error, model.DiagnosticsFile(parsed), model.Origin(parsed), diagnostics =>
        {
            var loaded = ModelLoader.Load(model.Request(parsed), diagnostics);
            var study = OverheadStudy.Of(
                loaded.Design, loaded.Options.DacBits, parsed.GetValue(paper) ? IsaacComponents.AsInThePaper : IsaacComponents.Published);
            print.Print(parsed, output, study.Rows);
            if (print.IsText(parsed))
                output.WriteLine($"{study.Iterations} iterations an image with dense mapping, {study.CriticalIterations} along the longest path.");
        }));
        return command;
    }

    private static Command Variation(TextWriter output, TextWriter error)
    {
        var command = new Command("variation", "Accuracy with programming errors, for mapping schemes and weight scales, of chips calibrated before and after programming.");
        var model = new ModelArguments(command);
        var print = new TableArguments(command);
        var data = new Option<string>("--data") { Description = ".npz with x [N, C, H, W] and y [N].", HelpName = "file", Required = true };
        var mappings = new Option<MappingScheme[]>("--mappings")
        {
            Description = "Mapping schemes.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [MappingScheme.Dense, MappingScheme.Differential],
        };
        var sigmas = new Option<double[]>("--sigmas")
        {
            Description = "Standard deviations of the programming error, in siemens.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [0, 2e-7, 4e-7, 6e-7, 8e-7, 1e-6],
        };
        var chips = new Option<int>("--chips") { Description = "Chips (seeds) for each standard deviation.", DefaultValueFactory = _ => 5 };
        sigmas.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double[]>()?.Any(sigma => !(sigma >= 0 && double.IsFinite(sigma))) == true)
                result.AddError("--sigmas must be siemens, 0 or more.");
        });
        chips.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError("--chips must be at least 1.");
        });
        foreach (var option in new Option[] { data, mappings, sigmas, chips })
            command.Options.Add(option);
        command.SetAction(parsed => Guarded.Run(error, model.DiagnosticsFile(parsed), model.Origin(parsed), diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var images = ImageSet.Load(parsed.GetValue(data)!, loaded.Design.InputShape, loaded.Design.Normalization, loaded.Design.OutputShape.Length);
            if (!images.HasLabels)
                throw new CompilationException(Descriptors.InvalidData, parsed.GetValue(data)!, "The images have no classes, so there is no accuracy to study. Add them to the .npz as `y`.");
            var calibration = CalibrationImages.For(loaded, request.Origin, diagnostics);
            IReadOnlyCollection<VariationStudyRow> rows = [];
            ProgressDisplay.Run("studying", progress => rows = VariationStudy.Run(
                loaded.Design, calibration, images, loaded.Options, parsed.GetValue(mappings)!, parsed.GetValue(sigmas)!, parsed.GetValue(chips), progress));
            print.Print(parsed, output, rows);
        }));
        return command;
    }

    private static (int Rows, int Outputs)? ParseSize(string text)
    {
        var parts = text.Split('x', '×');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var outputs) && outputs > 0
            ? (rows, outputs)
            : null;
    }
}
