using Microsoft.CodeAnalysis;

namespace Crossbar.Build.Generators;

/// <summary>Every diagnostic of the generator (CBX20xx; AnalyzerReleases.Unshipped.md lists them too).</summary>
internal static class GeneratorDiagnostics
{
    /// <summary>A manifest that is not what this generator reads.</summary>
    public static readonly DiagnosticDescriptor InvalidManifest = new(
        "CBX2001",
        "A Crossbar manifest cannot be read",
        "The manifest '{0}' cannot be read: {1}. Rebuild the project; if that does not help, restore the package Crossbar.Build again.",
        "Crossbar.Build",
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
