using Microsoft.Build.Framework;

namespace Crossbar.Build.Tasks;

/// <summary>
/// A library that keeps Crossbar.Build to itself, as one does with build tools, keeps Crossbar.Runtime from the projects that reference it too:
/// they would be built, and fail when they run. What restore gives to them is decided before any file of this package is read.
/// </summary>
internal static class PrivateReference
{
    private static readonly string[] Kept = ["all", "compile", "runtime"];

    /// <summary>The warning about a library's references; null where all is well.</summary>
    /// <param name="packageReferences">The PackageReference items.</param>
    public static DiagnosticLine? WarningAbout(IReadOnlyList<ITaskItem> packageReferences)
    {
        // The runtime as a reference of its own reaches others whatever becomes of the compiler.
        var compiler = packageReferences.LastOrDefault(item => Is(item, "Crossbar.Build"));
        if (compiler is null || packageReferences.Any(item => Is(item, "Crossbar.Runtime") && !IsPrivate(item)) || !IsPrivate(compiler))
            return null;
        var message = TaskMessages.PrivateAssets;
        return new DiagnosticLine(false, message.Code, compiler.GetMetadata("DefiningProjectFullPath"), 0, 0, message.Text(compiler.GetMetadata("PrivateAssets")));
    }

    private static bool Is(ITaskItem item, string package) => string.Equals(item.ItemSpec, package, StringComparison.OrdinalIgnoreCase);

    private static bool IsPrivate(ITaskItem item) => item.GetMetadata("PrivateAssets").Split(';', ',')
        .Any(asset => Kept.Contains(asset.Trim(), StringComparer.OrdinalIgnoreCase));
}
