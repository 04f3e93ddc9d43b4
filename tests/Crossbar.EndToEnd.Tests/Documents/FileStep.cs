namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>A file that the reader is to write.</summary>
/// <param name="File">Its path from where the reader is.</param>
internal sealed record FileStep(int Line, string File, IReadOnlyList<string> Text) : DocumentStep(Line, Text)
{
    private const string End = "END-OF-THE-FILE";

    /// <inheritdoc/>
    public override string Script => $"mkdir -p \"$(dirname '{File}')\"\ncat > '{File}' << '{End}'\n{string.Join('\n', Text)}\n{End}";
}
