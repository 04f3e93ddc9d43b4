namespace Crossbar.Build.Tasks;

/// <summary>The list of files that a compile wrote.</summary>
internal static class CompileOutputs
{
    /// <summary>The files of the last whole compile, absolute; none when there is none.</summary>
    public static IReadOnlyList<string> Read(ModelFiles files) => File.Exists(files.Outputs)
        ? [.. File.ReadAllLines(files.Outputs).Where(line => line.Length > 0).Select(line => Path.GetFullPath(Path.Combine(files.Directory, line)))]
        : [];

    /// <summary>Whether a compile ended and nobody deleted any of its files since.</summary>
    public static bool AreWhole(ModelFiles files) => File.Exists(files.Outputs) && Read(files).All(File.Exists);
}
