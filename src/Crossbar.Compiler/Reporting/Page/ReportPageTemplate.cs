namespace Crossbar.Compiler.Reporting.Page;

/// <summary>
/// The page without data, <c>Crossbar.Report.html</c> beside this assembly: the build makes it from the folder Web and the charting library
/// where npm is at hand.
/// </summary>
public sealed class ReportPageTemplate
{
    /// <summary>Its file name.</summary>
    public const string FileName = "Crossbar.Report.html";

    private const string Mark = "<!--report-data-->";

    private readonly string _before;
    private readonly string _after;

    private ReportPageTemplate(string text)
    {
        var mark = text.IndexOf(Mark, StringComparison.Ordinal);
        (_before, _after) = (text[..mark], text[(mark + Mark.Length)..]);
    }

    /// <summary>Reads the template.</summary>
    /// <exception cref="CompilationException">This build of the tool has none (CBX0085).</exception>
    public static ReportPageTemplate Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, FileName);
        return File.Exists(path) ? new ReportPageTemplate(File.ReadAllText(path)) : throw new CompilationException(Descriptors.NoReportPage, null, path);
    }

    /// <summary>The page with its data: one HTML file that needs no other.</summary>
    public string Fill(ReportPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return _before + page.ToJson() + _after;
    }
}
