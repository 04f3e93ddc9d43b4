namespace Crossbar.Compiler.Tests.Options;

/// <summary>What docs/reference/options.md and build/Crossbar.Build.props have from the table of options.</summary>
public sealed class OptionPagesTests
{
    private static readonly string[] Page = ["docs", "reference", "options.md"];

    private static IEnumerable<OptionDefinition> Options => OptionTable.All.Concat(OptionTable.OfTheBuild);

    private static OptionDefinition[] WithProperty => [.. Options.Where(option => option.HasProperty)];

    [Fact]
    public void The_page_lists_every_option_as_the_table_of_options_has_it() => GeneratedFile.PartIsCurrent(
        "metadata", ["| metadata | meaning | values | default |", "|---|---|---|---|", .. Options.Select(Row)], Page);

    [Fact]
    public void The_page_lists_every_property_that_is_a_default() => GeneratedFile.PartIsCurrent(
        "properties", [$"The properties {Names(WithProperty[..^1])} and {Names(WithProperty[^1..])} are defaults for all models of a project."], Page);

    [Fact]
    public void The_props_give_every_property_that_is_a_default_to_its_metadata() => GeneratedFile.PartIsCurrent(
        "properties", WithProperty.Select(option => $"      <{option.Name}>$({option.PropertyName})</{option.Name}>"), "build", "Crossbar.Build.props");

    private static string Names(OptionDefinition[] options) => string.Join(", ", options.Select(option => $"`{option.PropertyName}`"));

    private static string Row(OptionDefinition option) => $"| `{option.Name}` | {option.Description} | {Values(option)} | `{option.Default}` |";

    private static string Values(OptionDefinition option)
    {
        var unit = option.Unit.Length > 0 ? $" ({option.Unit})" : "";
        var range = option.Range is "" or "any" ? "" : ", " + option.Range;
        return option.ValueKind.Replace("|", ", ", StringComparison.Ordinal) + unit + range;
    }
}
