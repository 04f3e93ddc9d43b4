using System.Globalization;

namespace Crossbar.Build.Tasks;

/// <summary>One error that the tasks themselves can give.</summary>
/// <param name="Code">CBX0040 to CBX0049.</param>
/// <param name="Format">The text, with numbered holes.</param>
internal sealed record TaskMessage(string Code, string Format)
{
    public string Text(params object[] arguments) => string.Format(CultureInfo.InvariantCulture, Format, arguments);
}
