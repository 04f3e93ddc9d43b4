using Crossbar.Compiler.Data;

namespace Crossbar.Tool.Commands;

/// <summary>What <c>crossbar device</c> and <c>crossbar components</c> have in common: they list what comes with the tool, and show it.</summary>
internal static class PresetCommands
{
    public static Command List<T>(TextWriter output, TextWriter error, PresetCatalog<T> catalog, string description, Func<T, string> line)
        where T : class
    {
        var command = new Command("list", description);
        command.SetAction(parsed => Guarded.Run(error, _ =>
        {
            foreach (var preset in catalog.Names.Select(name => catalog.Find(name)!))
                output.WriteLine(line(preset));
        }));
        return command;
    }

    public static Command Show<T>(TextWriter output, TextWriter error, PresetCatalog<T> catalog)
        where T : class
    {
        var command = new Command("show", "Prints a file, with the source of each constant: to read, or to begin one's own with.");
        var name = Argument(command, catalog);
        command.SetAction(parsed => Guarded.Run(error, diagnostics =>
        {
            var value = parsed.GetValue(name)!;
            catalog.Load(value, diagnostics);
            output.Write(PresetFile.Is(value) ? File.ReadAllText(value) : catalog.TextOf(value));
        }));
        return command;
    }

    public static Argument<string> Argument<T>(Command command, PresetCatalog<T> catalog)
        where T : class
    {
        var argument = new Argument<string>(catalog.Kind) { Description = $"A name of 'crossbar {catalog.Kind} list', or a .json file.", HelpName = "name or file" };
        argument.CompletionSources.Add([.. catalog.Names]);
        command.Arguments.Add(argument);
        return argument;
    }
}
