namespace Crossbar.Compiler.Studies.Tables;

/// <summary>An option and the value that it is given.</summary>
/// <param name="Name">Name of the metadata.</param>
/// <param name="Value">Its value, as written.</param>
public sealed record SweepSetting(string Name, string Value);
