namespace Crossbar.Build.Generators;

/// <summary>What analyzers tell code fixes, which are an assembly of their own: the compiler has no workspaces, which fixes need.</summary>
internal static class AnalyzerFacts
{
    /// <summary>Images or scores of a wrong length.</summary>
    public const string WrongLength = "CBX2002";

    /// <summary>A class that no model makes.</summary>
    public const string NoSuchClass = "CBX2003";

    /// <summary>Property of a diagnostic: the expression that its place, or its first additional place, should be instead.</summary>
    public const string Replacement = "Replacement";
}
