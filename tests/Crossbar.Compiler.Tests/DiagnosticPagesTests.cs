using System.Reflection;

namespace Crossbar.Compiler.Tests;

public sealed class DiagnosticPagesTests
{
    // CBX004x and CBX104x are the tasks' and CBX2xxx the generator's, whose own tests check their pages.
    [Fact]
    public void Every_code_has_a_page_with_its_message_and_every_page_a_code() => DiagnosticPages.Match(
        typeof(Descriptors).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Select(property => (DiagnosticDescriptor)property.GetValue(null)!)
            .Select(descriptor => (descriptor.Code, descriptor.Severity == DiagnosticSeverity.Error ? "error" : "warning", descriptor.Format)),
        code => !new[] { "CBX004", "CBX0100", "CBX0101", "CBX104", "CBX2" }.Any(others => code.StartsWith(others, StringComparison.Ordinal)));
}
