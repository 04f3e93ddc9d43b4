using Crossbar.Build;
using Crossbar.Compiler;
using Crossbar.Compiler.Chip;
using Crossbar.Compiler.Netlists;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar netlist</c>: the netlists of a model and nothing else.</summary>
internal static class NetlistCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var command = new Command("netlist", "Compiles a model and writes its SPICE netlists alone.");
        var model = new ModelArguments(command);
        var outputDirectory = new Option<string>("--output-directory", "-o")
        {
            Description = "Where they go, unless --netlist-directory says it.",
            HelpName = "folder",
            DefaultValueFactory = _ => FileNames.NetlistFolder,
        };
        command.Options.Add(outputDirectory);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var request = model.Request(parsed);
            var loaded = ModelLoader.Load(request, diagnostics);
            if (loaded.Options.Netlist.Dialect == NetlistDialect.None)
                throw new CompilationException(Descriptors.InvalidValue, request.Origin, nameof(CompilerOptions.Netlist), "None", "this command needs a simulator to write for.");
            var directory = loaded.Options.Netlist.Directory ?? parsed.GetValue(outputDirectory)!;
            NetlistWriter.Check(directory, loaded);
            CompiledNetwork compiled = null!;
            ProgressDisplay.Run("compiling", progress => compiled = ModelCompiler.Compile(loaded, request.Origin, diagnostics, progress));
            var written = NetlistWriter.Write(directory, loaded, compiled);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Crossbar: {loaded.FileName} -> {written.Files.Length} files, {written.Bytes / 1e6:F1} MB in {directory}, test vectors solved in {written.Solving.TotalSeconds:F2} s, written in {written.Writing.TotalSeconds:F2} s"));
        }));
        return command;
    }
}
