using System.Text;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>A reader of a page: in a copy of the checkout, with the packages of this test run, a home of its own, and one shell for the whole page.</summary>
internal sealed class DocumentRun : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly Document _document;

    public DocumentRun(Document document)
    {
        _document = document;
        // What lies above the folder for temporary files is none of the reader's business.
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            _root.Write(name, "<Project />");
        _root.Write("nuget.config", Packages.NuGetConfig());
        _root.Write("global.json", "{}");
        _root.Write(".editorconfig", "root = true\n");
        foreach (var folder in (string[])["samples", "nuget/schemas"])
            Copy(Repository.At(folder), _root["Crossbar.Build", folder]);
        Directory.CreateDirectory(_root["Crossbar.Build", "artifacts"]);
        Directory.CreateSymbolicLink(_root["Crossbar.Build", "artifacts", "packages"], Packages.Folder);
        Directory.CreateDirectory(_root["log"]);

        // The user's own sources are there too, and what the page adds to them goes with the reader.
        if (File.Exists(UserSources.File))
            _root.Write("home/.nuget/NuGet/NuGet.Config", File.ReadAllText(UserSources.File));
        Program("crossbar", $"exec dotnet '{Packages.Tool}' \"$@\"");
        if (Needed.Python(document.Needs) is { } python)
            Program("python3", $"exec '{python}' \"$@\"");
    }

    /// <summary>Runs all steps, and compares what they print.</summary>
    public void Run()
    {
        var script = new StringBuilder("set -e -o pipefail\n");
        for (var k = 0; k < _document.Steps.Count; k++)
            script.Append("{\n").Append(_document.Steps[k].Script).Append($"\n}} > '{_root["log"]}/{k}.out' 2> '{_root["log"]}/{k}.err'\n");
        _root.Write("page.sh", script.ToString());

        var environment = new Dictionary<string, string>
        {
            ["DOTNET_CLI_HOME"] = _root["home"],
            ["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1",
            ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
            // The samples in the copy are projects like any other.
            ["UseCrossbarPackage"] = "true",
            ["PATH"] = string.Join(Path.PathSeparator, _root["home", ".dotnet", "tools"], _root["bin"], Environment.GetEnvironmentVariable("PATH")),
        };
        using var shell = new RunningProgram(_root["Crossbar.Build"], environment, "bash", _root["page.sh"]);
        var run = shell.WaitForEnd();

        for (var k = 0; k < _document.Steps.Count; k++)
        {
            var (output, error) = (Log($"{k}.out"), Log($"{k}.err"));
            var isLast = k == _document.Steps.Count - 1 || !File.Exists(_root["log", $"{k + 1}.out"]);
            Assert.True(!isLast || run.ExitCode == 0, $"{_document.Name}({_document.Steps[k].Line}): exit code {run.ExitCode}\n{run.Output}\n{output}\n{error}");
            if (_document.Steps[k] is ShellStep { Expected: { } expected } step)
                Assert.True(step.Accepts(output), $"{_document.Name}({step.Line}) says:\n{string.Join('\n', expected)}\n\nbut it prints:\n{output}\n{error}");
        }
    }

    public void Dispose() => _root.Dispose();

    private string Log(string name) => File.Exists(_root["log", name]) ? File.ReadAllText(_root["log", name]) : "";

    private void Program(string name, string line)
    {
        var file = _root.Write($"bin/{name}", $"#!/bin/sh\n{line}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(folder => Path.GetFileName(folder) is not ("bin" or "obj")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
