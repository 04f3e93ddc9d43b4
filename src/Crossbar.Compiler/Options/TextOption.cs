namespace Crossbar.Compiler.Options;

/// <summary>A text that must have a certain form.</summary>
internal sealed class TextOption(
    string name,
    OptionGroup group,
    string description,
    Func<string, string?> whatIsWrong,
    Func<CompilerOptions, string?> get,
    Func<CompilerOptions, string, CompilerOptions> set) : OptionDefinition(name, group, description)
{
    public override string ValueKind => "name";

    public override string Range => "";

    public override string Format(CompilerOptions options) => get(options) ?? "";

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source) =>
        whatIsWrong(text.Trim()) is { } reason ? Reject(text, options, source, reason) : set(options, text.Trim());
}
