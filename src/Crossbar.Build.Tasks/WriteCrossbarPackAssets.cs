using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks;

/// <summary>
/// Writes a copy of NuGet's assets file for pack, in which the project depends on Crossbar.Runtime where it says Crossbar.Build: pack takes
/// the dependencies of the package from that file, and has no other place at which a package could say that it was for the build alone.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class WriteCrossbarPackAssets : Task
{
    private const string FileName = "project.assets.json";

    /// <summary>The project file's folder.</summary>
    [Required]
    public string ProjectDirectory { get; set; } = string.Empty;

    /// <summary>The folder of the assets file that restore wrote.</summary>
    [Required]
    public string AssetsDirectory { get; set; } = string.Empty;

    /// <summary>Where the copy goes: a folder of its own, since pack knows the file by its name.</summary>
    [Required]
    public string OutputDirectory { get; set; } = string.Empty;

    /// <summary>The copy's folder in full; empty where nothing had to be changed.</summary>
    [Output]
    public string PackDirectory { get; set; } = string.Empty;

    /// <inheritdoc/>
    public override bool Execute()
    {
        var source = Path.Combine(ProjectDirectory, AssetsDirectory, FileName);
        var directory = Path.GetFullPath(Path.Combine(ProjectDirectory, OutputDirectory));
        try
        {
            // Without the file pack itself says that the project has to be restored.
            if (!File.Exists(source) || PackAssets.Rewrite(File.ReadAllBytes(source)) is not { } assets)
                return true;
            Directory.CreateDirectory(directory);
            AtomicFile.WriteIfDifferent(Path.Combine(directory, FileName), assets);
            PackDirectory = directory;
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            CodedLog.Error(Log, TaskMessages.FileSystem.Code, null, 0, 0, TaskMessages.FileSystem.Text(directory, e.Message));
            return false;
        }
    }
}
