namespace Crossbar.Compiler.Data;

/// <summary>What tells a file of one's own from a name of a <see cref="PresetCatalog{T}"/>.</summary>
public static class PresetFile
{
    /// <summary>What the names of files end with.</summary>
    public const string Extension = ".json";

    /// <summary>Whether what an option says is a file rather than a name.</summary>
    /// <param name="value">What it says.</param>
    public static bool Is(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || value.AsSpan().IndexOfAny('/', '\\') >= 0;
    }
}
