using System.Text.RegularExpressions;

namespace Crossbar.Compiler.Tests.Options;

/// <summary>The build's lists of files that a model depends on, against the options that name files.</summary>
public sealed partial class FileInputTests
{
    private static IEnumerable<string> FileOptions => OptionTable.All.OfType<PathOption>().Where(option => !option.IsDirectory).Select(option => option.Name).Order();

    // By it an editor decides whether there is anything to build at all.
    [Fact]
    public void The_up_to_date_check_looks_at_every_file_that_metadata_can_name()
    {
        var lines = File.ReadLines(Repository.At("build", "Crossbar.Build.targets")).Where(l => l.Contains("UpToDateCheckInput Include=\"%(", StringComparison.Ordinal) && !l.Contains("/*", StringComparison.Ordinal));
        // The device may be a name instead.
        Assert.Equal(FileOptions.Append("Device").Order(), lines.SelectMany(line => Metadata().Matches(line)).Select(match => match.Groups[1].Value).Distinct().Order());
    }

    // By it the task decides whether a model is compiled again.
    [Fact]
    public void The_task_looks_at_every_file_that_metadata_can_name()
    {
        var line = File.ReadLines(Repository.At("src", "Crossbar.Build.Tasks", "CrossbarRequest.cs")).Single(l => l.Contains("string[] FileMetadata =", StringComparison.Ordinal));
        Assert.Equal(FileOptions, Quoted().Matches(line).Select(match => match.Groups[1].Value).Order());
    }

    [Fact]
    public void Both_look_into_every_folder_that_is_read()
    {
        var folders = OptionTable.All.OfType<PathOption>().Where(option => option.FilePattern is not null).ToArray();
        var targets = File.ReadAllText(Repository.At("build", "Crossbar.Build.targets"));
        Assert.All(folders, option => Assert.Contains($"Include=\"%(CrossbarModel.{option.Name})/{option.FilePattern}\"", targets, StringComparison.Ordinal));
        var line = File.ReadLines(Repository.At("src", "Crossbar.Build.Tasks", "CrossbarRequest.cs")).Single(l => l.Contains("string[] FolderMetadata =", StringComparison.Ordinal));
        Assert.Equal(folders.Select(option => option.Name).Order(), Quoted().Matches(line).Select(match => match.Groups[1].Value).Order());
    }

    [GeneratedRegex(@"%\(CrossbarModel\.(\w+)\)")]
    private static partial Regex Metadata();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Quoted();
}
