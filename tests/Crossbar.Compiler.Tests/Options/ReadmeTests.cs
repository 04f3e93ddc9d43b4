using Crossbar.Compiler.Options;
using Crossbar.Tests.Support;

namespace Crossbar.Compiler.Tests.Options;

public sealed class ReadmeTests
{
    [Fact]
    public void The_readme_lists_every_option_as_the_table_of_options_has_it()
    {
        var rows = File.ReadLines(Repository.At("README.md"))
            .SkipWhile(line => !line.StartsWith("| metadata |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'));
        Assert.Equal(OptionTable.All.Concat(OptionTable.OfTheBuild).Select(Row), rows);
    }

    private static string Row(OptionDefinition option) => $"| `{option.Name}` | {option.Description} | {Values(option)} | `{option.Default}` |";

    private static string Values(OptionDefinition option)
    {
        var unit = option.Unit.Length > 0 ? $" ({option.Unit})" : "";
        var range = option.Range is "" or "any" ? "" : ", " + option.Range;
        return option.ValueKind.Replace("|", ", ", StringComparison.Ordinal) + unit + range;
    }
}
