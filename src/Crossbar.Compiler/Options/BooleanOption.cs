namespace Crossbar.Compiler.Options;

/// <summary><c>true</c> or <c>false</c>, in any case, as in MSBuild.</summary>
internal sealed record BooleanOption(
    string Name,
    string Description,
    Func<CompilerOptions, bool> Get,
    Func<CompilerOptions, bool, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    public override string ValueKind => "true|false";

    public override string Range => "";

    public override string Format(CompilerOptions options) => Get(options) ? "true" : "false";

    public override ImmutableArray<string> Choices => ["true", "false"];

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source) =>
        bool.TryParse(text.Trim(), out var value)
            ? Set(options, value)
            : Reject(text, options, source, $"{Spelling.DidYouMean(text, ["true", "false"])}valid is true, false.");
}
