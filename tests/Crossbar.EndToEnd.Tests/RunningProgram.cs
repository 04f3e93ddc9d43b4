using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>A program with the environment that a user's terminal has: nothing of the build that runs the tests.</summary>
internal sealed class RunningProgram : IDisposable
{
    // Other tests use the machine at the same time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly string _line;

    static RunningProgram() => InterruptSignal.Heed();

    public RunningProgram(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in info.Environment.Keys.Where(IsOfTheTestRun).ToArray())
            info.Environment.Remove(name);
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_NOLOGO"] = "1";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["MSBUILDTERMINALLOGGER"] = "off";
        // Advisories come over the network, and our packages have no dependencies of others.
        info.Environment["NuGetAudit"] = "false";
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        _line = $"{program} {string.Join(' ', arguments)}";
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += Append;
        _process.ErrorDataReceived += Append;
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Kills it and leaves what it started alone.</summary>
    public void Kill() => _process.Kill(entireProcessTree: false);

    /// <summary>Waits until its output has what a pattern says.</summary>
    public Match WaitFor(Regex pattern)
    {
        var match = Match.Empty;
        Poll.Until(
            () =>
            {
                Assert.False(HasEnded, $"'{_line}' has ended. It said:\n{Output}");
                match = pattern.Match(Output);
                return match.Success;
            },
            Patience,
            () => $"'{_line}' does not say {pattern}. It said:\n{Output}");
        return match;
    }

    /// <summary>Waits until it ends.</summary>
    public ProcessRun WaitForEnd()
    {
        if (!_process.WaitForExit(Patience))
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{_line}' does not end. It said:\n{Output}");
        }

        _process.WaitForExit();
        return new ProcessRun(_process.ExitCode, Output);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    private void Append(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            if (line.Data is not null)
                _output.Append(line.Data).Append('\n');
        }
    }

    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
        // Which would have more say than the nuget.config of a test.
        || name is "NUGET_PACKAGES" or "NUGET_FALLBACK_PACKAGES" or "RestorePackagesPath" or "RestoreSources" or "RestoreConfigFile" or "NuGetPackageRoot"
        || name is "CI" or "TF_BUILD" or "GITHUB_ACTIONS" or "DOTNET_HOST_PATH" or "DOTNET_STARTUP_HOOKS" or "Configuration" or "Platform";
}
