namespace Crossbar.Compiler.Studies.Tables;

/// <summary>A column of a study's table.</summary>
/// <param name="Name">Its heading, in PascalCase.</param>
/// <param name="IsText">Whether it holds texts rather than numbers.</param>
public sealed record StudyColumn(string Name, bool IsText);
