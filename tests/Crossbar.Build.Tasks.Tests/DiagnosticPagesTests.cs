using System.Reflection;
using System.Xml.Linq;
using Crossbar.Tests.Support;

namespace Crossbar.Build.Tasks.Tests;

public sealed class DiagnosticPagesTests : IDisposable
{
    private readonly TemporaryFolder _package = new();

    public void Dispose() => _package.Dispose();

    [Fact]
    public void Every_code_has_a_page_with_its_message_and_every_page_a_code() => DiagnosticPages.Match(
        typeof(TaskMessages).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (TaskMessage)property.GetValue(null)!)
            .Select(message => (message.Code, message.IsWarning ? "warning" : "error", message.Format))
            .Concat(OfTheTargets()),
        code => code is "CBX0100" or "CBX0101" || code.StartsWith("CBX004", StringComparison.Ordinal) || code.StartsWith("CBX104", StringComparison.Ordinal));

    // Errors of build files, which tell of what no task could look at.
    private static IEnumerable<(string Code, string Severity, string Format)> OfTheTargets() => Directory.GetFiles(Repository.At("build"), "*.targets")
        .SelectMany(file => XDocument.Load(file).Descendants("Error"))
        .Select(error => (error.Attribute("Code")!.Value, "error", error.Attribute("Text")!.Value));

    [Fact]
    public void A_message_links_to_its_page_in_the_package_of_the_tasks()
    {
        var page = _package.Write("docs/diagnostics/CBX0003.md", "# CBX0003: ...");
        var assembly = _package["tasks", "netstandard2.0", "Crossbar.Build.Tasks.dll"];

        Assert.Equal(new Uri(page).AbsoluteUri, CodedLog.HelpLink("CBX0003", assembly));
        Assert.Null(CodedLog.HelpLink("CBX0004", assembly));
        Assert.Null(CodedLog.HelpLink("CBX0003", ""));
    }
}
