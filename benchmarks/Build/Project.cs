using System.Diagnostics;
using System.Globalization;

namespace Crossbar.Benchmarks.Build;

/// <summary>A user's project in a folder of its own, with the packed package.</summary>
internal sealed class Project
{
    private readonly string _folder;
    private int _edits;

    /// <summary>Makes a project.</summary>
    /// <param name="root">The folder for its folder.</param>
    /// <param name="name">Its name.</param>
    /// <param name="items">Its items, besides the package.</param>
    public Project(string root, string name, string items)
    {
        _folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        var repository = Repository();
        var packages = Path.Combine(repository, "artifacts", "packages");
        var version = File.ReadAllText(Path.Combine(packages, "version.txt")).Trim();
        Write(name + ".csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Crossbar.Build" Version="{version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(root, "packages")}" /></config>
              <packageSources><clear /><add key="crossbar" value="{packages}" /></packageSources>
            </configuration>
            """);
        foreach (var file in (string[])["ResNet20.onnx", "ResNet20-impressions.npz"])
            File.Copy(Path.Combine(repository, "samples", "ResNet20", file), Path.Combine(_folder, file));
        Edit();
    }

    /// <summary>Changes a line of the program.</summary>
    public void Edit() => Write("Program.cs", string.Create(CultureInfo.InvariantCulture, $"System.Console.WriteLine({_edits++});"));

    /// <summary>Builds it.</summary>
    /// <returns>The time that the whole command took, in seconds.</returns>
    /// <exception cref="InvalidOperationException">The build failed.</exception>
    public double Build(params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["build", "-v:quiet", "-nologo", .. arguments]) { WorkingDirectory = _folder, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(output);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crossbar.Build.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("This does not run inside a checkout of Crossbar.Build.");
        return folder.FullName;
    }
}
