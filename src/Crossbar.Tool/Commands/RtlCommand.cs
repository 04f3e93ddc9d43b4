using Crossbar.Compiler;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Rtl;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar rtl</c>: the chip's digital half as SystemVerilog.</summary>
internal static class RtlCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("rtl", "Compiles a model and writes the chip's digital half as SystemVerilog, with a test bench that compares it with the runtime.");
        var model = new ModelArguments(command);
        var directory = new Option<string>("--output", "-o") { Description = "The folder to write to.", HelpName = "DIR", Required = true };
        var print = new Option<bool>("--table") { Description = "Print a table of the layers: reads, widths, depths of FIFOs." };
        command.Options.Add(directory);
        command.Options.Add(print);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            var folder = parsed.GetValue(directory)!;
            RtlWriter.Check(folder, loaded);
            CompiledNetwork compiled = null!;
            ProgressDisplay.Run("compiling", progress => compiled = ModelCompiler.Compile(loaded, request.Origin, diagnostics, progress));
            var written = RtlWriter.Write(folder, loaded, compiled, CalibrationImages.For(loaded, request.Origin, new()));
            if (parsed.GetValue(print))
                output.Write(StudyTable.Of(written.Chip.Layers).ToText());
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Crossbar: {loaded.FileName} -> {folder}, {written.Files} files, top module {written.Chip.Top}; {written.Chip.SequentialReads} reads per image one after the other. 'make' there simulates {written.Images} image{(written.Images == 1 ? "" : "s")} in Verilator."));
        }));
        return command;
    }
}
