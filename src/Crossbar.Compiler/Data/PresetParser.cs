namespace Crossbar.Compiler.Data;

/// <summary>Reads a JSON file of a kind.</summary>
/// <typeparam name="T">What it describes.</typeparam>
/// <param name="text">The file's text.</param>
/// <param name="name">What it is called where it has no name of its own.</param>
/// <exception cref="JsonException">The text is no JSON.</exception>
/// <exception cref="PlacedJsonException">It is none of that kind.</exception>
internal delegate T PresetParser<out T>(ReadOnlySpan<byte> text, string name);
