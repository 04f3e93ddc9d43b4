using System.IO.Compression;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

public sealed class OlderPackageTests
{
    private const string Older = "0.0.1-older";

    [Fact]
    public void An_older_package_whose_files_have_older_times_compiles_again()
    {
        using var feed = new TemporaryFolder();
        try
        {
            WriteOlder(feed[$"Crossbar.Build.{Older}.nupkg"]);
            using var app = new ConsumerProject();
            File.WriteAllText(app.At("..", "nuget.config"), Packages.NuGetConfig(feed.Path));
            Assert.Equal(1, app.Build().Succeeded().Compiles);

            app.Write("App.csproj", File.ReadAllText(app.ProjectFile).Replace(Packages.Version, Older, StringComparison.Ordinal));
            app.DotNet("restore").Succeeded();

            Assert.Equal(1, app.Build().Succeeded().Compiles);
            Assert.Equal(0, app.Build().Succeeded().Compiles);
        }
        finally
        {
            Directory.Delete(Path.Combine(Packages.Cache, "crossbar.build", Older), recursive: true);
        }
    }

    // The package with another version, a compiler that differs by a byte, and times of long ago, which NuGet keeps.
    private static void WriteOlder(string path)
    {
        using var from = ZipFile.OpenRead(Path.Combine(Packages.Folder, $"Crossbar.Build.{Packages.Version}.nupkg"));
        using var to = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var entry in from.Entries)
        {
            using var buffer = new MemoryStream();
            using (var source = entry.Open())
                source.CopyTo(buffer);
            var bytes = buffer.ToArray();
            if (entry.FullName == "Crossbar.Build.nuspec")
                bytes = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(bytes).Replace($"<version>{Packages.Version}<", $"<version>{Older}<", StringComparison.Ordinal));
            else if (entry.Name == "Crossbar.Compiler.dll")
                bytes = [.. bytes, 0];
            var copy = to.CreateEntry(entry.FullName, CompressionLevel.Fastest);
            copy.LastWriteTime = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var target = copy.Open();
            target.Write(bytes);
        }
    }
}
