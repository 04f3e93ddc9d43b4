using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Options;

/// <summary>One of a catalogue, by name, or a JSON file relative to the base directory.</summary>
/// <typeparam name="T">What it describes.</typeparam>
internal sealed record PresetOption<T>(
    string Name,
    string Description,
    PresetCatalog<T> Catalog,
    Func<T, string> NameOf,
    Func<CompilerOptions, PresetChoice<T>?> Get,
    Func<CompilerOptions, PresetChoice<T>, CompilerOptions> Set) : OptionDefinition(Name, Description), IPresetOption
    where T : class
{
    public override string ValueKind => "name or file";

    public override string Range => $"{string.Join(", ", Catalog.Names)}, or a .json file";

    /// <inheritdoc/>
    public ImmutableArray<string> Names => Catalog.Names;

    /// <inheritdoc/>
    public override string? FileOf(CompilerOptions options) => Get(options)?.Value is { } value && PresetFile.Is(value) ? value : null;

    public override string Format(CompilerOptions options) => Get(options)?.Value ?? "";

    /// <inheritdoc/>
    public override string? Describe(CompilerOptions options) => IsTold?.Invoke(options) != false && Get(options) is { } choice ? NameOf(choice.Definition) : null;

    private protected override CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source)
    {
        var name = text.Trim();
        if (PresetFile.Is(name))
        {
            if (PathOption.FindFile(Name, text, source) is not { } path)
                return options;
            return Catalog.Read(path, source.Diagnostics) is { } own ? Set(options, new PresetChoice<T>(path, own)) : options;
        }

        if (Catalog.Find(name) is { } known)
            return Set(options, new PresetChoice<T>(name, known));
        return Reject(text, options, source, Catalog.WhatThereIs(name));
    }
}
