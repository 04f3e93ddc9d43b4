namespace Crossbar.Compiler.Reporting.Page;

/// <summary>Which images something was measured on.</summary>
/// <param name="Source">What they are, in a word for people.</param>
/// <param name="Count">Their number.</param>
public sealed record ImageCount(string Source, int Count);
