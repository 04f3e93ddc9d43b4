using System.IO.Compression;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary><c>build/pack.sh</c> where there is nothing but the .NET SDK.</summary>
public sealed class PackingTests
{
    private static readonly string[] NodePrograms = ["npm", "npx", "node", "nodejs"];

    [Fact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void Without_npm_all_is_packed_and_crossbar_report_says_how_to_get_its_page()
    {
        using var root = new TemporaryFolder();
        var repository = root["repository"];
        RepositoryCopy.Make(repository);
        var path = PathWithoutNode(root["bin"]);

        var pack = Run(repository, path, "bash", "build/pack.sh", "0.1.0-without-npm");

        Assert.True(pack.ExitCode == 0, pack.Output);
        Assert.Contains("warning NoReportPage", pack.Output, StringComparison.Ordinal);
        Assert.Contains("packed without the page of 'crossbar report': install npm", pack.Output, StringComparison.Ordinal);
        var packages = Path.Combine(repository, "artifacts", "packages");
        Assert.Equal(
            Directory.GetFiles(Packages.Folder, $"*.{Packages.Version}.*nupkg").Select(file => Path.GetFileName(file).Replace(Packages.Version, "V", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Directory.GetFiles(packages, "*nupkg").Select(file => Path.GetFileName(file).Replace("0.1.0-without-npm", "V", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        var tool = root["tool"];
        ZipFile.ExtractToDirectory(Path.Combine(packages, "Crossbar.Tool.0.1.0-without-npm.nupkg"), tool);
        var report = Run(root.Path, path, "dotnet", Directory.GetFiles(tool, "crossbar.dll", SearchOption.AllDirectories).Single(),
            "report", Repository.At("samples", "Mnist", "Mnist.onnx"), "--output", "page.html");
        Assert.Equal(1, report.ExitCode);
        Assert.Contains("error CBX0085: ", report.Output, StringComparison.Ordinal);
        Assert.Contains("Install npm with Node.js 18 or newer and pack or build the tool again (bash build/pack.sh).", report.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(root["page.html"]));
    }

    [Fact]
    public void Where_the_page_is_required_packing_without_npm_fails()
    {
        using var root = new TemporaryFolder();
        var repository = root["repository"];
        RepositoryCopy.Make(repository);
        // The page alone: the compiler's project asks for it before anything is compiled.
        var build = Run(repository, PathWithoutNode(root["bin"]),
            "dotnet", "msbuild", "src/Crossbar.Compiler", "-nologo", "-t:_AddReportPage", "-p:CrossbarReportPage=required");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error NoReportPage", build.Output, StringComparison.Ordinal);
    }

    // Links to every program on the path, but for Node.js and what comes with it.
    private static string PathWithoutNode(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var place in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Directory.Exists))
        {
            foreach (var program in Directory.EnumerateFiles(place))
            {
                var link = Path.Combine(folder, Path.GetFileName(program));
                if (!NodePrograms.Contains(Path.GetFileName(program)) && !Path.Exists(link))
                    File.CreateSymbolicLink(link, program);
            }
        }

        return folder;
    }

    private static ProcessRun Run(string folder, string path, string program, params string[] arguments)
    {
        var variables = new Dictionary<string, string>
        {
            ["PATH"] = path, ["CI"] = "", ["CROSSBAR_REQUIRE_ORACLES"] = "", ["CROSSBAR_REPORT_PAGE"] = "",
        };
        using var running = new RunningProgram(folder, variables, Path.Combine(path, program), arguments);
        return running.WaitForEnd();
    }
}
