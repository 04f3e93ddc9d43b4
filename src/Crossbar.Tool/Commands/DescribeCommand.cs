using Crossbar.Build;
using Crossbar.Compiler.Emit;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar describe</c>: what a model looks like from outside, for the source generator; quick.</summary>
internal static class DescribeCommand
{
    public static Command Create(TextWriter error)
    {
        var command = new Command("describe", "Writes a model's manifest: class, shapes, labels and layers, for the source generator.");
        var model = new ModelArguments(command);
        var outputDirectory = new Option<string>("--output-directory", "-o") { Description = "Where the manifest goes.", HelpName = "folder", DefaultValueFactory = _ => "." };
        command.Options.Add(outputDirectory);
        command.SetAction(parsed => Guarded.Run(error, parsed, model, diagnostics =>
        {
            var loaded = ModelLoader.Load(model.Request(parsed), diagnostics);
            var folder = parsed.GetValue(outputDirectory)!;
            var file = Path.Combine(folder, loaded.ClassName + FileNames.Manifest);
            loaded.Files.Writes(file, ManifestWriter.Form);
            OutputFolder.Guard(folder, () =>
            {
                Directory.CreateDirectory(folder);
                OutputFolder.WriteIfDifferent(file, ManifestWriter.Write(loaded));
            });
        }));
        return command;
    }
}
