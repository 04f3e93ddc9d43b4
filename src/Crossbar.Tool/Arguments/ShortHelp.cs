using System.Collections.Frozen;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Crossbar.Tool.Arguments;

/// <summary>The help that people ask for first: the options that most runs need, and where the others are.</summary>
internal sealed class ShortHelp : SynchronousCommandLineAction
{
    /// <summary>Shows every option.</summary>
    public const string AllOption = "--help-all";

    // For builds, for benches and for what is seldom asked; item metadata that are not common come on top.
    private static readonly string[] Seldom =
    [
        "--metadata", "--base-directory", "--origin", "--diagnostics-file", "--netlist-links", "--tool-version",
        "--actual-row-wire-resistance", "--actual-column-wire-resistance", "--actual-input-resistance", "--actual-output-resistance",
        "--temperature", "--reproducible", "--save-logits", "--save-software-logits", "--tolerance", "--cells",
    ];

    private static readonly FrozenSet<string> Metadata = OptionTable.All.Select(d => d.OptionName).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Rare = OptionTable.All.Except(OptionTable.Common).Select(d => d.OptionName).Concat(Seldom).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Names of options that are no item metadata and that short help leaves out.</summary>
    public static IReadOnlyList<string> SeldomAsked => Seldom;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Whether short help leaves an option out.</summary>
    public static bool IsRare(Option option) => Rare.Contains(option.Name) && !option.Required;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        if (command is RootCommand root)
        {
            output.Write(CommandGroups.Describe(root));
            return ExitCode.Success;
        }

        // What the command is about comes first; item metadata, which most commands have alike, behind it.
        Option[] ordered = [.. command.Options.OrderBy(option => option is HelpOption ? 2 : Metadata.Contains(option.Name) && !option.Required ? 1 : 0)];
        command.Options.Clear();
        foreach (var option in ordered)
            command.Options.Add(option);
        var left = command.Options.Where(option => !option.Hidden && IsRare(option)).ToArray();
        // The tree is of this run alone, which ends here.
        foreach (var option in left)
            option.Hidden = true;
        var exitCode = new HelpAction().Invoke(parseResult);
        if (left.Length > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{left.Length} more options: {AllOption} shows them too."));
        return exitCode;
    }
}
