using Microsoft.CodeAnalysis;

namespace Crossbar.Build.Generators;

/// <summary>Every diagnostic of the generator and the analyzers (CBX20xx; AnalyzerReleases.Unshipped.md lists them too).</summary>
internal static class GeneratorDiagnostics
{
    private const string Category = "Crossbar.Build";

    /// <summary>A manifest that is not what this generator reads.</summary>
    public static readonly DiagnosticDescriptor InvalidManifest = new(
        "CBX2001",
        "A Crossbar manifest cannot be read",
        "The manifest '{0}' cannot be read: {1}. Rebuild the project; if that does not help, restore the package Crossbar.Build again.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Images or scores of a length that is known and wrong: the call would throw.</summary>
    public static readonly DiagnosticDescriptor WrongLength = new(
        AnalyzerFacts.WrongLength,
        "A length does not fit the network",
        "{0} needs {1}, but this has {2} values: the call always throws",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A class that no model makes.</summary>
    public static readonly DiagnosticDescriptor NoSuchClass = new(
        AnalyzerFacts.NoSuchClass,
        "No model makes this class",
        "No CrossbarModel of this project makes the class '{0}': its model was removed or renamed. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>The user's half of a class whose generated half is gone.</summary>
    public static readonly DiagnosticDescriptor HalfClass = new(
        "CBX2004",
        "The generated half of this class is missing",
        "This is only half of the class '{0}': no CrossbarModel of this project makes the other. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>One image at a time where all could be given at once.</summary>
    public static readonly DiagnosticDescriptor BatchFits = new(
        "CBX2005",
        "The batch form fits here",
        "'{0}' computes one image in each turn of this loop; '{1}' takes all images one after the other and uses all cores",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true);
}
