namespace Crossbar.Compiler.Options;

/// <summary>What a JSON file describes that an option names.</summary>
/// <typeparam name="T">What that is.</typeparam>
/// <param name="Value">Its name in the catalogue, or the full path of its file.</param>
/// <param name="Definition">What it says.</param>
public sealed record PresetChoice<T>(string Value, T Definition);
