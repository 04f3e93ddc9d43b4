using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Crossbar.Build.Generators;

/// <summary>A name in the user's code that looks like a generated class and is no class that the user wrote.</summary>
/// <param name="Name">The name.</param>
/// <param name="File">The source file.</param>
/// <param name="Span">The place in it, as characters.</param>
/// <param name="Lines">The same as lines.</param>
internal sealed record UnknownClass(string Name, string File, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The name at a place.</summary>
    public static UnknownClass At(string name, Location place) => new(name, place.SourceTree!.FilePath, place.SourceSpan, place.GetLineSpan().Span);

    /// <summary>The place.</summary>
    public Location Place() => Location.Create(File, Span, Lines);
}
