namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>What a test does in place of a reader who has files of their own.</summary>
internal sealed record PreparingStep(int Line, IReadOnlyList<string> Text) : DocumentStep(Line, Text)
{
    /// <inheritdoc/>
    public override string Script => string.Join('\n', Text);
}
