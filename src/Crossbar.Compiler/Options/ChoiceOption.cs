namespace Crossbar.Compiler.Options;

/// <summary>One of a few names, in any case. Whatever is a member of <typeparamref name="T"/> works.</summary>
internal sealed record ChoiceOption<T>(
    string Name,
    string Description,
    Func<CompilerOptions, T> Get,
    Func<CompilerOptions, T, CompilerOptions> Set) : OptionDefinition(Name, Description)
    where T : struct, Enum
{
    public override string ValueKind => string.Join('|', Enum.GetNames<T>());

    public override string Range => "";

    public override string Format(CompilerOptions options) => Get(options).ToString();

    public override ImmutableArray<string> Choices => [.. Enum.GetNames<T>()];

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        var names = Enum.GetNames<T>();
        var value = Array.FindIndex(names, n => n.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));
        if (value >= 0)
            return Set(options, Enum.GetValues<T>()[value]);

        return Reject(text, options, source, $"{Spelling.DidYouMean(text, names)}valid is {string.Join(", ", names)}.");
    }
}
