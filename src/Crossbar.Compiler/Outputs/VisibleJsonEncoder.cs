using System.Text.Encodings.Web;
using Crossbar.Build;

namespace Crossbar.Compiler.Outputs;

/// <summary>
/// Letters of all languages as they are, and escaped what <see cref="DisplayText"/> makes visible; a number sign too, with which commands to
/// build servers begin. Whoever reads the JSON gets the same text.
/// </summary>
internal sealed unsafe class VisibleJsonEncoder : JavaScriptEncoder
{
    private static readonly JavaScriptEncoder Plain = UnsafeRelaxedJsonEscaping;

    /// <inheritdoc/>
    public override int MaxOutputCharactersPerInputCharacter => Plain.MaxOutputCharactersPerInputCharacter;

    /// <inheritdoc/>
    public override bool WillEncode(int unicodeScalar) =>
        unicodeScalar == '#' || Plain.WillEncode(unicodeScalar) || (unicodeScalar >= 0x7f && Rune.IsValid(unicodeScalar) && DisplayText.IsHidden(new Rune(unicodeScalar).ToString(), 0));

    /// <inheritdoc/>
    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        for (var k = 0; k < textLength;)
        {
            if (Rune.DecodeFromUtf16(rest[k..], out var rune, out var length) != System.Buffers.OperationStatus.Done || WillEncode(rune.Value))
                return k;
            k += length;
        }

        return -1;
    }

    /// <inheritdoc/>
    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (Plain.WillEncode(unicodeScalar))
            return Plain.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        var escaped = new StringBuilder();
        var text = new Rune(unicodeScalar).ToString();
        if (WillEncode(unicodeScalar))
            DisplayText.AppendEscaped(escaped, text, 0);
        else
            escaped.Append(text);
        numberOfCharactersWritten = escaped.Length <= bufferLength ? escaped.Length : 0;
        escaped.ToString().AsSpan(0, numberOfCharactersWritten).CopyTo(new Span<char>(buffer, bufferLength));
        return numberOfCharactersWritten > 0;
    }
}
