namespace Crossbar.EndToEnd.Tests;

/// <summary>A user's project in a folder of its own: a csproj, a nuget.config, a model and a few lines of C#.</summary>
internal sealed class ConsumerProject : IDisposable
{
    private const string OneModel = """<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" />""";

    private const string Classifying = """
        var image = new float[App.TinyCrossbar.InputLength];
        image[1] = 1;
        System.Console.WriteLine($"class {App.TinyCrossbar.Classify(image).Label}");
        """;

    private readonly string _frameworks;
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("crossbar-consumer-");

    /// <summary>Makes a project that classifies with one tiny model.</summary>
    /// <param name="items">Its CrossbarModel items.</param>
    /// <param name="program">Its program.</param>
    /// <param name="frameworks">Its target framework or frameworks.</param>
    /// <param name="folder">The name of its folder.</param>
    public ConsumerProject(string items = OneModel, string program = Classifying, string frameworks = "net10.0", string folder = "App")
    {
        Folder = Directory.CreateDirectory(Path.Combine(_root.FullName, folder)).FullName;
        _frameworks = frameworks;
        File.WriteAllText(Path.Combine(_root.FullName, "nuget.config"), NuGetConfig());
        SetItems(items);
        Write("Program.cs", program);
        Write("tiny.onnx", TinyModel.Bytes());
        Write("images.npy", CalibrationFile.Npy(16, 4));
    }

    /// <summary>The project's folder.</summary>
    public string Folder { get; }

    /// <summary>The project file.</summary>
    public string ProjectFile => At("App.csproj");

    /// <summary>A file of the project.</summary>
    public string At(params string[] parts) => Path.Combine([Folder, .. parts]);

    /// <summary>All files of a folder of the project, relative to it; none when there is no such folder.</summary>
    public IReadOnlyList<string> FilesIn(params string[] parts) => Directory.Exists(At(parts))
        ? [.. Directory.EnumerateFiles(At(parts), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(At(parts), file).Replace('\\', '/')).Order(StringComparer.Ordinal)]
        : [];

    public void Write(string name, string text) => File.WriteAllText(At(name), text);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(At(name), bytes);

    /// <summary>Writes the project file with other items.</summary>
    public void SetItems(string items, string properties = "")
    {
        var property = _frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework";
        Write("App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <{property}>{_frameworks}</{property}>
                <Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Crossbar.Build" Version="{Packages.Version}" />
                {items}
              </ItemGroup>
            </Project>
            """);
    }

    /// <summary><c>dotnet build</c>, at the verbosity that tells everything a person is told.</summary>
    public BuildRun Build(params string[] arguments)
    {
        // What a restore looks at never changes in a test, and it takes longer than the rest of an idle build.
        string[] restore = File.Exists(At("obj", "project.assets.json")) ? ["--no-restore"] : [];
        return DotNet(["build", "-v:minimal", .. restore, .. arguments]);
    }

    /// <summary>Runs what was built.</summary>
    public BuildRun Run() => DotNet("run", "--no-build");

    /// <summary>Any <c>dotnet</c> command on the project.</summary>
    public BuildRun DotNet(params string[] arguments)
    {
        var run = ProcessRun.Start(Folder, "dotnet", arguments);
        return new BuildRun(run.ExitCode, run.Output);
    }

    public void Dispose() => _root.Delete(recursive: true);

    // The user's own cache serves what is not ours (target frameworks' reference assemblies), without a registry where it has them.
    private static string NuGetConfig() => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <configuration>
          <config>
            <add key="globalPackagesFolder" value="{Packages.Cache}" />
          </config>
          <fallbackPackageFolders>
            {(Directory.Exists(UserCache) ? $"<add key=\"user\" value=\"{UserCache}\" />" : "")}
          </fallbackPackageFolders>
          <packageSources>
            <add key="crossbar" value="{Packages.Folder}" />
          </packageSources>
        </configuration>
        """;

    private static string UserCache => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
