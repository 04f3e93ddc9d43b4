using Microsoft.CodeAnalysis;

namespace Crossbar.Walls;

/// <summary>What <see cref="WallAnalyzer"/> reports. Each is an error: a wrong arrow does not compile.</summary>
public static class WallDiagnostics
{
    private const string Category = "Crossbar.Walls";

    /// <summary>A type, or a member of a type, of a namespace that the plan does not let this one see.</summary>
    public static readonly DiagnosticDescriptor Forbidden = Error(
        "WALL1", "A wall stands between", "{0} may not see {1} of {2}: move one of them, or draw the arrow in {3} if the stages allow it");

    /// <summary>A namespace of the project that has no line in the plan.</summary>
    public static readonly DiagnosticDescriptor Unknown = Error(
        "WALL2", "A namespace without a line in the plan", "{0} has no line in {1}: say there which namespaces it may see");

    /// <summary>A plan that cannot be read, or whose arrows do not all point to lines above.</summary>
    public static readonly DiagnosticDescriptor Plan = Error("WALL3", "A fault in the plan", "{0}");

    private static DiagnosticDescriptor Error(string id, string title, string message) => new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
