namespace Crossbar.Build.Tasks;

/// <summary>One message that the tasks themselves can give.</summary>
/// <param name="Code">CBX0040 to CBX0049, CBX0100 and CBX0101 for errors, CBX1040 to CBX1049 for warnings.</param>
/// <param name="Format">The text, with numbered holes.</param>
/// <param name="IsWarning">Whether the build goes on.</param>
internal sealed record TaskMessage(string Code, string Format, bool IsWarning = false)
{
    public string Text(params object[] arguments) => string.Format(CultureInfo.InvariantCulture, Format, arguments);
}
