using System.Collections.Immutable;

namespace Crossbar.Tool.Arguments;

/// <summary>The commands by what people want of them.</summary>
internal static class CommandGroups
{
    private const int Width = 100;
    private const int Indent = 14;

    /// <summary>The headings, in the order in which people come to them, with the names of commands.</summary>
    public static ImmutableArray<(string Heading, ImmutableArray<string> Commands)> All { get; } =
    [
        ("Start here", ["compile", "evaluate", "report"]),
        ("Compare designs", ["study"]),
        ("Hand a design on", ["netlist", "rtl", "export", "verify", "describe"]),
        ("Look into arrays and devices", ["solve", "settle", "device", "components"]),
        ("Work with a chip", ["program", "convert", "fit"]),
    ];

    /// <summary>The help of the whole tool: a line or two per command, under its heading.</summary>
    /// <param name="root">The tool.</param>
    public static string Describe(RootCommand root)
    {
        var text = new StringBuilder($"{root.Description}\n\nUsage:\n  crossbar COMMAND [options]\n");
        foreach (var (heading, names) in All)
        {
            text.Append($"\n{heading}:\n");
            foreach (var name in names)
                Append(text, name, root.Subcommands.Single(command => command.Name == name).Description!);
        }

        text.Append("\nOptions:\n");
        foreach (var option in root.Options.Where(option => !option.Hidden))
            Append(text, option.Name, option.Description!);
        return text.Append($"\n'crossbar COMMAND --help' shows a command's options, '{ShortHelp.AllOption}' all of them.\n").ToString();
    }

    private static void Append(StringBuilder text, string name, string description)
    {
        var line = $"  {name.PadRight(Indent - 2)}";
        foreach (var word in description.Split(' '))
        {
            if (line.Length + word.Length > Width)
            {
                text.Append(line.TrimEnd()).Append('\n');
                line = new string(' ', Indent);
            }

            line += word + " ";
        }

        text.Append(line.TrimEnd()).Append('\n');
    }
}
