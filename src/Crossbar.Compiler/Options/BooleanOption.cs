using System.Collections.Immutable;
using Crossbar.Compiler.Diagnostics;

namespace Crossbar.Compiler.Options;

/// <summary><c>true</c> or <c>false</c>, in any case, as in MSBuild.</summary>
internal sealed class BooleanOption(
    string name,
    OptionGroup group,
    string description,
    Func<CompilerOptions, bool> get,
    Func<CompilerOptions, bool, CompilerOptions> set) : OptionDefinition(name, group, description)
{
    public override string ValueKind => "true|false";

    public override string Range => "";

    public override string Format(CompilerOptions options) => get(options) ? "true" : "false";

    public override ImmutableArray<string> Choices => ["true", "false"];

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source) =>
        bool.TryParse(text.Trim(), out var value)
            ? set(options, value)
            : Reject(text, options, source, $"{Spelling.DidYouMean(text, ["true", "false"])}valid is true, false.");
}
