namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>What one block of a page has a reader do.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Text">Its lines.</param>
internal abstract record DocumentStep(int Line, IReadOnlyList<string> Text)
{
    /// <summary>The same in the language of the shell.</summary>
    public abstract string Script { get; }
}
