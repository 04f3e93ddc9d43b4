using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>The tool and the template as users install them, into places of their own.</summary>
public sealed class InstalledPackagesTests(InstalledPackagesTests.InstalledTool tool) : IClassFixture<InstalledPackagesTests.InstalledTool>
{
    private static readonly string[] Compile = ["compile", "wide.onnx", "--max-rows", "8", "--max-columns", "8", "--netlist", "None", "-o", "out"];

    [Fact]
    public void The_tool_installs_from_the_folder_and_tells_its_progress_in_lines()
    {
        var log = ProcessRun.Start(tool.Folder, tool.Crossbar, Compile).Succeeded().Output;

        // On a slow machine a line ends with the seconds that are left.
        const string Left = "(, about [0-9]+ (s|min) left)?\n";
        Assert.Matches($"compiling wide.onnx: 25 %{Left}compiling wide.onnx: 50 %{Left}compiling wide.onnx: 75 %{Left}", log);
        Assert.Contains("Crossbar: wide.onnx -> 1 layer, 12 arrays, ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", log, StringComparison.Ordinal);
    }

    [TerminalFact]
    public void On_a_terminal_the_tool_shows_a_progress_bar()
    {
        var terminal = new Dictionary<string, string> { ["TERM"] = "xterm-256color" };

        using var running = new RunningProgram(tool.Folder, terminal, "script", "-qec", $"'{tool.Crossbar}' {string.Join(' ', Compile)}", "/dev/null");
        var display = running.WaitForEnd().Succeeded().Output;

        Assert.Contains("\u001b[", display, StringComparison.Ordinal);
        Assert.Contains("━", display, StringComparison.Ordinal);
        Assert.DoesNotContain("25 %\n", display, StringComparison.Ordinal);
        Assert.Contains("Crossbar: wide.onnx -> 1 layer, 12 arrays, ", display, StringComparison.Ordinal);
    }

    [Fact]
    public void The_template_installs_from_the_folder_and_its_project_builds_and_runs_under_any_name()
    {
        using var app = new ConsumerProject();
        var created = Path.Combine(app.Folder, "..", "my-digits 1");
        // A home of its own: what is installed there is nobody's.
        var home = new Dictionary<string, string> { ["DOTNET_CLI_HOME"] = app.At("home"), ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1", ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false" };

        New("install", Path.Combine(Packages.Folder, $"Crossbar.Templates.{Packages.Version}.nupkg"));
        New("crossbar", "-o", created, "--Framework", "net10.0");

        var run = ProcessRun.Start(created, "dotnet", "run", "-c", "Release").Succeeded();
        Assert.Contains("It is a 7, says the chip", run.Output, StringComparison.Ordinal);
        Assert.Contains("memristors", run.Output, StringComparison.Ordinal);

        void New(params string[] arguments)
        {
            using var running = new RunningProgram(app.Folder, home, "dotnet", ["new", .. arguments]);
            running.WaitForEnd().Succeeded();
        }
    }

    /// <summary>The tool, installed once for all tests, and a model that it has something to do with.</summary>
    public sealed class InstalledTool : IDisposable
    {
        private readonly ConsumerProject _app = new();

        public InstalledTool()
        {
            _app.DotNet("tool", "install", "Crossbar.Tool", "--tool-path", _app.At("tools"), "--version", Packages.Version).Succeeded();
            _app.Write("wide.onnx", new TinyModel { Inputs = 24, Classes = 24 }.Bytes());
        }

        /// <summary>The model's folder.</summary>
        public string Folder => _app.Folder;

        /// <summary>The program that was installed.</summary>
        public string Crossbar => _app.At("tools", OperatingSystem.IsWindows() ? "crossbar.exe" : "crossbar");

        public void Dispose() => _app.Dispose();
    }
}
