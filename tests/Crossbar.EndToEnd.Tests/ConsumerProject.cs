using Crossbar.Tests.Support;

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
    private readonly TemporaryFolder _root = new();

    /// <summary>Makes a project that classifies with one tiny model.</summary>
    /// <param name="items">Its CrossbarModel items.</param>
    /// <param name="program">Its program.</param>
    /// <param name="frameworks">Its target framework or frameworks.</param>
    /// <param name="folder">The name of its folder.</param>
    public ConsumerProject(string items = OneModel, string program = Classifying, string frameworks = "net10.0", string folder = "App")
    {
        Folder = Directory.CreateDirectory(_root[folder]).FullName;
        _frameworks = frameworks;
        File.WriteAllText(_root["nuget.config"], Packages.NuGetConfig());
        // What lies above the folder for temporary files, which may be inside a checkout, is none of the project's business.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            File.WriteAllText(_root[name], "<Project />");
        File.WriteAllText(_root["global.json"], "{}");
        File.WriteAllText(_root[".editorconfig"], "root = true\n");
        SetItems(items);
        Write("Program.cs", program);
        Write("tiny.onnx", new TinyModel().Bytes());
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
        Write("App.csproj", ProjectText(_frameworks, $"<OutputType>Exe</OutputType>{properties}", Reference + items));
    }

    /// <summary>The reference to the package.</summary>
    public static string Reference => $"""<PackageReference Include="Crossbar.Build" Version="{Packages.Version}" />""";

    /// <summary>The text of a C# project file.</summary>
    public static string ProjectText(string frameworks, string properties, string items)
    {
        var property = frameworks.Contains(';', StringComparison.Ordinal) ? "TargetFrameworks" : "TargetFramework";
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <{property}>{frameworks}</{property}>
                <Nullable>enable</Nullable>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                {items}
              </ItemGroup>
            </Project>
            """;
    }

    /// <summary><c>dotnet build</c>, at the verbosity that tells everything a person is told.</summary>
    public BuildRun Build(params string[] arguments)
    {
        // What a restore looks at never changes in a test, and it takes longer than the rest of an idle build.
        string[] restore = File.Exists(At("obj", "project.assets.json")) ? ["--no-restore"] : [];
        return DotNet(["build", "-v:minimal", .. restore, .. arguments]);
    }

    /// <summary>Runs what was built.</summary>
    public ProcessRun Run() => ProcessRun.Start(Folder, "dotnet", "exec", At("bin", "Debug", "net10.0", "App.dll"));

    /// <summary>Any <c>dotnet</c> command on the project.</summary>
    public BuildRun DotNet(params string[] arguments)
    {
        var before = ToolRuns().Length;
        using var running = Start(arguments);
        var run = running.WaitForEnd();
        return new BuildRun(run.ExitCode, run.Output, ToolRuns()[before..]);
    }

    /// <summary>Starts a <c>dotnet</c> command on the project and does not wait for it.</summary>
    public RunningProgram Start(params string[] arguments) => new(Folder, new Dictionary<string, string> { ["CROSSBAR_LOG"] = Log }, "dotnet", arguments);

    public void Dispose() => _root.Dispose();

    private string Log => _root["tool.log"];

    private string[] ToolRuns() => File.Exists(Log) ? [.. File.ReadAllLines(Log).Select(line => line.Split('\t')[0])] : [];
}
