using System.Text.RegularExpressions;

namespace Crossbar.Compiler.Tests;

/// <summary>What tests say of diagnostics: that these and no others were reported.</summary>
internal static partial class Reported
{
    /// <summary>Asserts that one diagnostic was reported and nothing else.</summary>
    /// <returns>The diagnostic.</returns>
    public static Diagnostic Only(DiagnosticDescriptor expected, IEnumerable<Diagnostic> actual)
    {
        var diagnostic = Assert.Single(actual);
        Assert.Same(expected, diagnostic.Descriptor);
        return diagnostic;
    }

    /// <inheritdoc cref="Only(DiagnosticDescriptor, IEnumerable{Diagnostic})"/>
    public static Diagnostic Only(DiagnosticDescriptor expected, DiagnosticBag actual) => Only(expected, actual.All);

    /// <summary>Asserts that something is refused with one diagnostic.</summary>
    /// <returns>The diagnostic.</returns>
    public static Diagnostic Only(DiagnosticDescriptor expected, Action refused) => Only(expected, Assert.Throws<CompilationException>(refused).Diagnostics);

    /// <summary>Asserts that diagnostics were reported in this order and nothing else.</summary>
    public static void Only(IEnumerable<DiagnosticDescriptor> expected, IEnumerable<Diagnostic> actual) =>
        Assert.Equal(expected.Select(d => d.Code), actual.Select(d => d.Descriptor.Code));

    /// <summary>Asserts that a command printed diagnostics in this order, in canonical form, and no others.</summary>
    public static void Only(IEnumerable<DiagnosticDescriptor> expected, string printed) => Assert.Equal(expected.Select(Canonical), Canonical(printed));

    /// <summary>Asserts that a command printed one diagnostic, in canonical form, and no other.</summary>
    public static void Only(DiagnosticDescriptor expected, string printed) => Only([expected], printed);

    /// <summary>How a diagnostic is printed, up to its message: <c>error CBX0001: </c>.</summary>
    public static string Canonical(DiagnosticDescriptor descriptor) => $"{(descriptor.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {descriptor.Code}: ";

    /// <summary>The diagnostic of a name, which an attribute can hold: <c>nameof(Descriptors.FileNotFound)</c>.</summary>
    public static DiagnosticDescriptor Descriptor(string name) => (DiagnosticDescriptor)typeof(Descriptors).GetProperty(name)!.GetValue(null)!;

    private static IEnumerable<string> Canonical(string printed) => AnyCanonical().Matches(printed).Select(match => match.Value);

    [GeneratedRegex(@"\b(error|warning) CBX\d{4}: ")]
    private static partial Regex AnyCanonical();
}
