using System.Reflection;

namespace Crossbar.Compiler.Data;

/// <summary>JSON files of a kind that come with the tool, by name, and files of one's own.</summary>
/// <typeparam name="T">What they describe.</typeparam>
public sealed class PresetCatalog<T>
    where T : class
{
    private static readonly Assembly Assembly = typeof(PresetCatalog<T>).Assembly;

    private readonly string _folder;
    private readonly PresetParser<T> _parse;
    private readonly DiagnosticDescriptor _invalid;

    /// <summary>Lists the files of a kind.</summary>
    /// <param name="kind">What one describes, in a word: <c>device</c>. It is the option's name too.</param>
    /// <param name="folder">What the names of their resources begin with.</param>
    /// <param name="parse">Reads one.</param>
    /// <param name="invalid">What is reported of one that is wrong.</param>
    internal PresetCatalog(string kind, string folder, PresetParser<T> parse, DiagnosticDescriptor invalid)
    {
        (Kind, _folder, _parse, _invalid) = (kind, folder, parse, invalid);
        Names =
        [
            .. Assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal))
                .Select(name => name[folder.Length..^PresetFile.Extension.Length]).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>What a file describes, in a word.</summary>
    public string Kind { get; }

    /// <summary>Their names, in alphabetical order.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The text of one that comes with the tool.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public string TextOf(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(_folder + name + PresetFile.Extension) ?? throw new ArgumentException($"There is no {Kind} '{name}'.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>One that comes with the tool, or of a file.</summary>
    /// <param name="value">Its name, or the path of its file.</param>
    /// <param name="diagnostics">Receives what is wrong with a file.</param>
    /// <exception cref="CompilationException">There is none of that name (CBX0026), or the file is none.</exception>
    public T Load(string value, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var found = PresetFile.Is(value) ? Read(value, diagnostics) : Find(value);
        diagnostics.ThrowIfErrors();
        return found ?? throw new CompilationException(Descriptors.InvalidOption, null, Kind, value, WhatThereIs(value));
    }

    /// <summary>One that comes with the tool.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>Null for one that is not there.</returns>
    public T? Find(string name) => Names.Contains(name) ? _parse(Encoding.UTF8.GetBytes(TextOf(name)), name) : null;

    /// <summary>Reads a file of one's own.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <returns>Null where something is wrong.</returns>
    internal T? Read(string path, DiagnosticBag diagnostics)
    {
        byte[] text;
        try
        {
            text = BoundedFile.ReadAllBytes(path, $"a {Kind} file");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(0, 0, $"it cannot be read: {e.Message}");
            return null;
        }

        try
        {
            return _parse(text, Path.GetFileNameWithoutExtension(path));
        }
        catch (PlacedJsonException e)
        {
            Report(e.Line, e.Column, e.Message);
        }
        catch (JsonException e)
        {
            Report((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, "this is no valid JSON.");
        }

        return null;

        void Report(int line, int column, string message) => diagnostics.Report(Diagnostic.Create(_invalid, path, message) with { Line = line, Column = column });
    }

    /// <summary>What to write in the place of a name that is not there.</summary>
    /// <param name="name">The name.</param>
    internal string WhatThereIs(string name) => Spelling.Nearest(name, Names) is { } nearest
        ? $"nothing of that name comes with the tool. Did you mean {nearest}?"
        : $"nothing of that name comes with the tool. There are {string.Join(", ", Names)}; a file of your own ends in .json.";
}
