using System.Text.RegularExpressions;

namespace Crossbar.EndToEnd.Tests;

/// <summary>An error or warning of a build.</summary>
/// <param name="Code">Its code.</param>
/// <param name="File">The file that it is attributed to.</param>
/// <param name="Text">What it says.</param>
internal sealed record BuildMessage(string Code, string File, string Text)
{
    public static BuildMessage From(Match match) => new(match.Groups["code"].Value, match.Groups["file"].Value, match.Groups["text"].Value);
}
