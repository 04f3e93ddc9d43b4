namespace Crossbar.Build.Tasks;

/// <summary>
/// Deletes the folders of models that left the project. Every target framework's build keeps a list of its classes, since an item may
/// be conditional on the framework: a folder is an orphan when no list of a framework that the project still has names it.
/// </summary>
internal sealed class OrphanSweep(string intermediateDirectory, string targetFramework)
{
    private const string ListExtension = ".classes";

    /// <summary>Records this framework's classes. To be called before their folders are made.</summary>
    public void Record(IEnumerable<string> classNames) =>
        AtomicFile.WriteIfDifferent(ListOf(targetFramework), string.Concat(classNames.Select(name => name + "\n")));

    /// <summary>Deletes orphans and lists of frameworks that the project no longer has.</summary>
    /// <param name="targetFrameworks">All frameworks of the project.</param>
    /// <returns>The classes whose folders were deleted.</returns>
    public IReadOnlyList<string> Run(IEnumerable<string> targetFrameworks)
    {
        // Folders first, lists second: a build of another framework writes its list before its folders, so a folder seen here has its list.
        var folders = Directory.GetDirectories(intermediateDirectory).Select(Path.GetFileName).ToArray();
        var frameworks = new HashSet<string>(targetFrameworks, StringComparer.OrdinalIgnoreCase) { targetFramework };
        foreach (var list in Directory.GetFiles(intermediateDirectory, "*" + ListExtension))
        {
            if (!frameworks.Contains(Path.GetFileNameWithoutExtension(list)))
                File.Delete(list);
        }

        var alive = new HashSet<string>(frameworks.Select(ListOf).Where(File.Exists).SelectMany(File.ReadAllLines), StringComparer.OrdinalIgnoreCase);
        return [.. folders.Where(name => !alive.Contains(name) && IsOurs(name) && TryDelete(name))];
    }

    // Never delete what a request does not mark as a model's folder.
    private bool IsOurs(string className) => File.Exists(ModelFiles.For(intermediateDirectory, className).Request);

    private bool TryDelete(string className)
    {
        try
        {
            Directory.Delete(Path.Combine(intermediateDirectory, className), recursive: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An editor or a scanner holds a file: the next build sweeps again.
            return false;
        }
    }

    private string ListOf(string framework) => Path.Combine(intermediateDirectory, framework + ListExtension);
}
