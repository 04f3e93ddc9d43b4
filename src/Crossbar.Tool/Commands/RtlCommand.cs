using Crossbar.Compiler;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Loading;
using Crossbar.Compiler.Rtl;
using Crossbar.Tool.Terminal;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar rtl</c>: the chip's digital half as SystemVerilog.</summary>
internal static class RtlCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("rtl", "Compiles a model and writes the chip's digital half as SystemVerilog, with a test bench that compares it with the runtime.");
        var model = new ModelArguments(command);
        var directory = new Option<string>("--output", "-o") { Description = "The folder to write to.", HelpName = "DIR", Required = true };
        var vectors = new WholeNumberArgument(command, "--vectors", "Number of calibration images that the test bench runs (default 2).", "number", 1, 2);
        command.Options.Add(directory);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var folder = parsed.GetValue(directory)!;
            RtlWriter.Check(folder, loaded);
            CompiledNetwork compiled = null!;
            ProgressDisplay.Run("compiling", progress => compiled = ModelCompiler.Compile(loaded, request.Origin, diagnostics, progress));
            var images = CalibrationImages.For(loaded, request.Origin, new());
            var written = RtlWriter.Write(folder, loaded, compiled, [.. images.Take(vectors.Of(parsed)!.Value)]);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Crossbar: {loaded.FileName} -> {folder}, {written.Files} files, top module {written.Top}; {written.SequentialReads} reads per image one after the other. 'make' there simulates it in Verilator."));
        }));
        return command;
    }
}
