using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>Copies of the samples' folders, as of one who took them out of the repository.</summary>
internal static class SampleFolders
{
    /// <summary>Empties a project and makes it a copy of a sample, with other folders of the samples beside it.</summary>
    /// <param name="app">The project.</param>
    /// <param name="name">The sample.</param>
    /// <param name="beside">What it takes files from.</param>
    public static void Become(this ConsumerProject app, string name, params string[] beside)
    {
        foreach (var file in app.FilesIn())
            File.Delete(app.At(file));
        Copy(name, app.Folder);
        foreach (var other in beside)
            Copy(other, app.At("..", other));
    }

    // What git has of it: nothing that a build left there.
    private static void Copy(string name, string to)
    {
        var from = Repository.At("samples", name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var inside = Path.GetRelativePath(from, file);
            if (inside.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj" or "out")
                continue;
            var copy = Path.GetFullPath(Path.Combine(to, inside));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
