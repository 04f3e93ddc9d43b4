using Crossbar.Compiler.Studies;

namespace Crossbar.Tool.Commands.Studies;

/// <summary><c>crossbar study conversion</c>.</summary>
internal static class ConversionStudyCommand
{
    // As for MaxRows and MaxColumns.
    private const int MaxSide = 65536;

    private static readonly string[] PaperSizes = ["27x16", "144x16", "288x32", "576x64"];

    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("conversion", "Errors of every conversion: for each tile of a model on its calibration data, or for synthetic kernels.");
        var model = new ModelArguments(command, needsModel: false);
        var study = new StudyArguments(command);
        var kernels = new ChoicesArgument<KernelKind>(command, "--kernels", "Kinds of synthetic kernels.", KernelKind.Gaussian, KernelKind.AwayFromZero, KernelKind.Ternary);
        var sizes = new Option<string[]>("--sizes")
        {
            Description = "Sizes of synthetic kernels, rows x outputs; each is one array.",
            HelpName = "RxN",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => PaperSizes,
        };
        var sparsities = new NumbersArgument(
            command, "--sparsities", "Shares of synthetic inputs that are 0.", share => share is >= 0 and < 1, "at least 0 and less than 1", 0, 0.3, 0.6, 0.9);
        sizes.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (ParseSize(token.Value) is null)
                    result.AddError($"--sizes: '{token.Value}' is no size: rows x outputs is needed, each from 1 to {MaxSide}, such as 128x64.");
            }
        });
        command.Options.Add(sizes);
        command.Validators.Add(result =>
        {
            if (model.IsGiven(result) && (kernels.IsGiven(result) || result.GetResult(sizes) is { Implicit: false } || sparsities.IsGiven(result)))
                result.AddError("--kernels, --sizes and --sparsities are of synthetic kernels: leave the model out, or them.");
        });
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            if (model.HasModel(parsed))
            {
                var request = model.Request(parsed);
                var loaded = ModelLoader.Load(request, diagnostics);
                var network = ConversionStudy.Network(loaded.Design, CalibrationImages.For(loaded, request.Origin, diagnostics), loaded.Options);
                study.Run(parsed, output, error, network, loaded.Options, loaded);
                return;
            }

            var options = model.Options(parsed, diagnostics);
            var all = parsed.GetValue(sizes)!.Select(text => ParseSize(text)!.Value).ToArray();
            var shares = sparsities.Of(parsed);
            study.Run(
                parsed, output, error, ConversionStudy.Synthetic(kernels.Of(parsed), all, shares, options), options, null, null,
                ("sparsities", string.Join(' ', shares.Select(share => share.ToString("R", CultureInfo.InvariantCulture)))));
        }));
        return command;
    }

    private static (int Rows, int Outputs)? ParseSize(string text)
    {
        var parts = text.Split('x', '×');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is > 0 and <= MaxSide
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var outputs) && outputs is > 0 and <= MaxSide
            ? (rows, outputs)
            : null;
    }
}
