using Crossbar.Compiler;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Export;
using Crossbar.Runtime.Layers;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar export</c>: what the chip computes, as an ONNX model of standard operators.</summary>
internal static class ExportCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("export", "Compiles a model and writes what the chip computes as an ONNX model of standard operators.");
        var model = new ModelArguments(command);
        var file = new Option<string>("--output", "-o") { Description = "The model to write.", HelpName = "FILE.onnx", Required = true };
        command.Options.Add(file);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var path = parsed.GetValue(file)!;
            ModelExporter.Check(loaded, request.Origin, path);
            CompiledNetwork compiled = null!;
            ProgressDisplay.Run("compiling", progress => compiled = ModelCompiler.Compile(loaded, request.Origin, diagnostics, progress));
            ExactSums.Check(compiled.Design, request.Origin ?? loaded.Path, diagnostics);
            var bytes = ModelExporter.Write(path, loaded, compiled);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Crossbar: {loaded.FileName} -> {path}, {bytes / 1e6:F1} MB; takes '{loaded.Model.InputName}' [N, {Sizes(loaded.Design.InputShape)}], gives '{loaded.Model.OutputName}' [N, {Sizes(loaded.Design.OutputShape)}]"));
        }));
        return command;
    }

    private static string Sizes(TensorShape shape) => string.Join(", ", shape.Dimensions);
}
