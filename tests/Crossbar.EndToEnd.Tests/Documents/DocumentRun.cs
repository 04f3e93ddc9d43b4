using System.Text;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Documents;

/// <summary>A reader of pages: in a copy of the checkout, with the packages and benchmarks of this test run, a home of its own, and one shell for all pages, each of which begins in a place of its own.</summary>
internal sealed class DocumentRun : IDisposable
{
    private readonly TemporaryFolder _root = new();
    private readonly (Document Page, DocumentStep Step)[] _steps;

    public DocumentRun(params IReadOnlyList<Document> pages)
    {
        _steps = [.. pages.SelectMany(page => page.Steps.Prepend(Beginning(page)).Select(step => (page, step)))];
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
        Program("dotnet", Benchmarks(Oracles.OnPath("dotnet")!));
        if (Needed.Python(pages.SelectMany(page => page.Needs)) is { } python)
            Program("python3", $"exec '{python}' \"$@\"");
    }

    /// <summary>Runs all steps, and compares what they print.</summary>
    public void Run()
    {
        // stand_in SAMPLE FILE...: a network or images of a sample under the names of files that are not in the repository.
        var script = new StringBuilder($"set -e -o pipefail\nstand_in() {{ for file in \"${{@:2}}\"; do cp '{_root["Crossbar.Build", "samples"]}'/$1/*.\"${{file##*.}}\" $file; done; }}\n");
        for (var k = 0; k < _steps.Length; k++)
            script.Append("{\n").Append(_steps[k].Step.Script).Append($"\n}} > '{_root["log"]}/{k}.out' 2> '{_root["log"]}/{k}.err'\n");
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

        for (var k = 0; k < _steps.Length; k++)
        {
            var ((page, any), output, error) = (_steps[k], Log($"{k}.out"), Log($"{k}.err"));
            var isLast = k == _steps.Length - 1 || !File.Exists(_root["log", $"{k + 1}.out"]);
            Assert.True(!isLast || run.ExitCode == 0, $"{page.Name}({any.Line}): exit code {run.ExitCode}\n{run.Output}\n{output}\n{error}");
            if (any is ShellStep { Expected: { } expected } step)
                Assert.True(step.Accepts(output), $"{page.Name}({step.Line}) says:\n{string.Join('\n', expected)}\n\nbut it prints:\n{output}\n{error}");
        }
    }

    public void Dispose() => _root.Dispose();

    // Each page begins in the root; one of diagnostics in a folder with what its commands are about.
    private PreparingStep Beginning(Document page)
    {
        var checkout = $"cd '{_root["Crossbar.Build"]}'";
        return new PreparingStep(1, !page.Name.StartsWith(Document.Diagnostics, StringComparison.Ordinal) ? [checkout] :
        [
            checkout,
            $"samples=$PWD/samples && mkdir -p 'artifacts/{page.Name}' && cd 'artifacts/{page.Name}'",
            "cp \"$samples\"/{Mnist/Mnist.onnx,ResNet20/ResNet20.onnx} . && cp \"$samples/Small/Small.onnx\" net.onnx",
            "for images in images test other-images; do cp \"$samples/Small/Small.npz\" $images.npz; done",
            "array=$samples/DeviceStudy/array && cp \"$array/conductances.csv\" g.csv && cp \"$array/voltages.csv\" v.csv && cp \"$array/currents.csv\" i.csv",
        ]);
    }

    // A benchmark needs the sources. It is part of the solution, and what was built with the tests is run; SHORTER, which a page may set for the tests, is more arguments that make it so.
    private static string Benchmarks(string dotnet) => $"""
        case "$*" in
            run*" --project benchmarks/"*) ;;
            *) exec '{dotnet}' "$@" ;;
        esac
        while [ "$1" != --project ]; do shift; done
        project='{Repository.Root}'/$2
        while [ $# -gt 0 ] && [ "$1" != -- ]; do shift; done
        [ $# = 0 ] || shift
        program=$project/bin/Release/net10.0/Crossbar.Benchmarks.$(basename "$project").dll
        [ -f "$program" ] || '{dotnet}' build "$project" -c Release -v quiet -nologo >&2
        exec '{dotnet}' exec "$program" "$@" $SHORTER
        """;

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
