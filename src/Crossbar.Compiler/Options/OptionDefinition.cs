namespace Crossbar.Compiler.Options;

/// <summary>One item metadata of CrossbarModel and option of the command: what help, validation and documentation know of it.</summary>
/// <param name="Name">The metadata name, in PascalCase.</param>
/// <param name="Description">What it means, in one line without a full stop.</param>
public abstract record OptionDefinition(string Name, string Description)
{
    private static readonly CompilerOptions Defaults = new();

    /// <summary>The option of the command: <c>--wire-resistance</c> for <c>WireResistance</c>.</summary>
    public string OptionName => KebabCase(Name);

    /// <summary>The heading that it belongs under.</summary>
    public OptionGroup Group { get; init; }

    /// <summary>The record that holds it: the stage that reads it.</summary>
    internal Type Stage { get; init; } = typeof(CompilerOptions);

    /// <summary>What kind of value it takes, in a word or two: <c>number</c>, <c>file</c>, <c>Exact|None</c>.</summary>
    public abstract string ValueKind { get; }

    /// <summary>The unit of the value, such as <c>ohm</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary><c> in ohm</c>, or nothing where there is no unit.</summary>
    internal string InUnit => Unit.Length == 0 ? "" : " in " + Unit;

    /// <summary>Which values are allowed, for people; empty where the kind says it all.</summary>
    public abstract string Range { get; }

    /// <summary>The only values that it takes, as they are written; empty where it takes others.</summary>
    public virtual ImmutableArray<string> Choices => [];

    /// <summary>The interval of the one number that it takes; null where it takes something else.</summary>
    internal virtual NumberRange? Bounds => null;

    /// <summary>The default, for people.</summary>
    public string Default => DefaultNote ?? FormatForPeople(Defaults);

    /// <summary>Where the default or the meaning comes from; empty for a choice of this project.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether a hardware file may hold it.</summary>
    public bool InHardwareFile { get; init; }

    /// <summary>Whether a property of the project, <see cref="PropertyName"/>, is the default of all its models.</summary>
    public bool HasProperty { get; init; }

    /// <summary>The property of a project that sets its default for all models: <c>CrossbarAdcBits</c> for <c>AdcBits</c>.</summary>
    public string PropertyName => "Crossbar" + Name;

    /// <summary>Whether it says anything about what these options give; null for always.</summary>
    internal Func<CompilerOptions, bool>? IsTold { get; init; }

    /// <summary>The default in words, where it is not a constant.</summary>
    internal string? DefaultNote { get; init; }

    /// <summary>The value that these options have, written as metadata; empty where not given.</summary>
    public abstract string Format(CompilerOptions options);

    /// <summary>The full path of the file that the options name here, which a run reads; null for none.</summary>
    public virtual string? FileOf(CompilerOptions options) => null;

    /// <summary>The full paths of all files that a run reads because of it: that of <see cref="FileOf"/>, or those in a folder, in order.</summary>
    public virtual ImmutableArray<string> FilesOf(CompilerOptions options) => FileOf(options) is { } file ? [file] : [];

    /// <summary>The value as what is written tells it, which names no place of a machine; null where it is nothing but a path, or says nothing.</summary>
    public virtual string? Describe(CompilerOptions options) => IsTold?.Invoke(options) == false ? null : Format(options);

    /// <summary>Reads a value into the options, or reports why not and gives them back unchanged.</summary>
    internal CompilerOptions Read(string text, CompilerOptions options, OptionSource source) => ReadValue(text, options, source);

    /// <summary>The same as <see cref="Format"/>, perhaps rounded.</summary>
    private protected virtual string FormatForPeople(CompilerOptions options) => Format(options);

    private protected abstract CompilerOptions ReadValue(string text, CompilerOptions options, OptionSource source);

    /// <summary>Reports a value that cannot be read or is out of range; gives the options back unchanged.</summary>
    private protected CompilerOptions Reject(string text, CompilerOptions options, OptionSource source, string reason)
    {
        source.Report(Descriptors.InvalidValue, Name, text, reason);
        return options;
    }

    private static string KebabCase(string name)
    {
        var kebab = new StringBuilder("-");
        foreach (var c in name)
            _ = char.IsUpper(c) ? kebab.Append('-').Append(char.ToLowerInvariant(c)) : kebab.Append(c);
        return kebab.ToString();
    }
}
