namespace Crossbar.Compiler.Netlists;

/// <summary>What was written, and how long it took.</summary>
/// <param name="Files">The names of the files, the index last.</param>
/// <param name="Bytes">Their length together.</param>
/// <param name="Solving">How long the arrays' circuits were solved with their test vectors, and the pictures drawn.</param>
/// <param name="Writing">How long the text was made, hashed, written and put in place.</param>
public sealed record WrittenNetlists(ImmutableArray<string> Files, long Bytes, TimeSpan Solving, TimeSpan Writing);
