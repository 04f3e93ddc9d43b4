namespace Crossbar.Compiler.Options;

/// <summary>A text that must have a certain form.</summary>
internal sealed record TextOption(
    string Name,
    string Description,
    Func<string, string?> WhatIsWrong,
    Func<CompilerOptions, string?> Get,
    Func<CompilerOptions, string, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    public override string ValueKind => "name";

    public override string Range => "";

    public override string Format(CompilerOptions options) => Get(options) ?? "";

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source) =>
        WhatIsWrong(text.Trim()) is { } reason ? Reject(text, options, source, reason) : Set(options, text.Trim());
}
