using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies.Running;

/// <summary>What a run or a merge came to.</summary>
/// <param name="Computed">Items computed now.</param>
/// <param name="Found">Items of this part that were on disk already.</param>
/// <param name="Missing">Items that nobody has computed yet: other machines' parts.</param>
/// <param name="Table">The table; null while items are missing.</param>
/// <param name="Files">The table's files.</param>
public sealed record StudyOutcome(int Computed, int Found, ImmutableArray<string> Missing, StudyTable? Table, ImmutableArray<string> Files);
