using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>A copy of the repository without tests and benchmarks, as git would check it out, with what is not committed yet.</summary>
internal static class RepositoryCopy
{
    private static readonly string[] Parts = ["build", "nuget", "src", Path.Combine("docs", "diagnostics"), "samples"];

    /// <summary>Makes one: nothing in it was built, the report's page neither.</summary>
    /// <param name="target">Its folder.</param>
    public static void Make(string target)
    {
        foreach (var file in Parts.SelectMany(part => Directory.EnumerateFiles(Repository.At(part), "*", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "out")))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
