namespace Crossbar.Compiler.Options;

/// <summary>Sizes separated by commas, semicolons or crosses: <c>3,224,224</c> or <c>3x224x224</c>.</summary>
internal sealed record ShapeOption(
    string Name,
    string Description,
    Func<CompilerOptions, ImmutableArray<int>> Get,
    Func<CompilerOptions, ImmutableArray<int>, CompilerOptions> Set) : OptionDefinition(Name, Description)
{
    // More pixels than any image has; it keeps products within bounds.
    private const int MaxSize = 1 << 20;

    private static readonly char[] Separators = [',', ';', 'x', 'X', '\u00d7'];

    public override string ValueKind => "size,size,...";

    public override string Range => $"each 1 to {MaxSize}";

    public override string Format(CompilerOptions options) =>
        string.Join(',', Get(options).Select(v => v.ToString(CultureInfo.InvariantCulture)));

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        var sizes = ImmutableArray.CreateBuilder<int>();
        foreach (var part in text.Split(Separators, StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size is < 1 or > MaxSize)
                return Reject(text, options, source, $"'{part}' is no size from 1 to {MaxSize}; give one per dimension, separated by commas, such as 3,224,224.");
            sizes.Add(size);
        }

        return Set(options, sizes.ToImmutable());
    }
}
