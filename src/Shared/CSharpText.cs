namespace Crossbar.Build;

/// <summary>Other people's text in C# source: no character of it ends, hides or reorders what stands around it, or is lost on the way. In comments it is <see cref="DisplayText"/>.</summary>
internal static class CSharpText
{
    /// <summary>A string literal, in every version of the language.</summary>
    public static string Literal(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        for (var k = 0; k < value.Length; k++)
        {
            var isPair = DisplayText.IsPair(value, k);
            if (DisplayText.IsHidden(value, k))
                DisplayText.AppendEscaped(text, value, k);
            else if (value[k] is '"' or '\\')
                text.Append('\\').Append(value[k]);
            else
                text.Append(value, k, isPair ? 2 : 1);
            if (isPair)
                k++;
        }

        return text.Append('"').ToString();
    }
}
