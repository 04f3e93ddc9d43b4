using System.Reflection;
using Crossbar.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Crossbar.Build.Generators.Tests;

public sealed class DiagnosticPagesTests
{
    [Fact]
    public void Every_code_has_a_page_with_its_message_and_every_page_a_code() => DiagnosticPages.Match(
        typeof(GeneratorDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)
            .Select(descriptor => (descriptor.Id, descriptor.DefaultSeverity.ToString().ToLowerInvariant(), descriptor.MessageFormat.ToString())),
        code => code.StartsWith("CBX2", StringComparison.Ordinal));
}
