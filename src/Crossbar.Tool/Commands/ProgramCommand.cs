using Crossbar.Compiler;
using Crossbar.Compiler.Bench;
using Crossbar.Compiler.Chip;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar program</c>: the conductances that a bench programs into a chip.</summary>
internal static class ProgramCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("program", "Compiles a model and writes the conductances to program: a CSV file for each array, in siemens, and an index of them.");
        var model = new ModelArguments(command);
        var outputDirectory = new Option<string>("--output-directory", "-o") { Description = "Where they go.", HelpName = "folder", Required = true };
        command.Options.Add(outputDirectory);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            // What is to be programmed, and not what errors make of it.
            loaded = loaded with { Options = loaded.Options.AsDesigned() };
            var directory = parsed.GetValue(outputDirectory)!;
            BenchFolder.Check(directory, loaded);
            CompiledNetwork compiled = null!;
            ProgressDisplay.Run("compiling", progress => compiled = ModelCompiler.Compile(loaded, request.Origin, diagnostics, progress));
            var arrays = BenchFolder.Write(directory, loaded, compiled);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Crossbar: {loaded.FileName} -> {arrays.Length} arrays, {compiled.DeviceCount} memristors in {directory}"));
        }));
        return command;
    }
}
