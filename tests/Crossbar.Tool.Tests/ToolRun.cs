using System.Diagnostics;

namespace Crossbar.Tool.Tests;

/// <summary>One run of the command: what it printed, and how it ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>The MNIST network: small enough to be compiled in a test, real enough to be one.</summary>
    public static string Model { get; } = Repository.At("samples", "Mnist", "Mnist.onnx");

    /// <summary>A compile that takes little time: few images, and nothing converted.</summary>
    public static string[] QuickCompile => ["compile", Model, "--netlist", "None", "--conversion", "None", "--max-rows", "40", "--max-columns", "40"];

    /// <summary>Runs the command in this process.</summary>
    public static ToolRun InProcess(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = CrossbarCommand.Run(arguments, output, error);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Runs the command as a build does, in a process of its own.</summary>
    public static ToolRun AsProcess((string Name, string Value)? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(CrossbarCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (environment is { } variable)
            start.Environment[variable.Name] = variable.Value;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.Result);
    }

    /// <summary>Asserts that the command ended well without an error; warnings may be there.</summary>
    public ToolRun Succeeds()
    {
        Assert.True(ExitCode == 0 && !Error.Contains("error", StringComparison.Ordinal), $"{ExitCode}: {Error}");
        return this;
    }

    /// <summary>Asserts that the command ended with one error in the canonical form, and gives it.</summary>
    public string FailsWith(string place, DiagnosticDescriptor expected)
    {
        var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), l => !l.Contains(": warning ", StringComparison.Ordinal));
        var start = $"{place}: error {expected.Code}: ";
        Assert.StartsWith(start, line, StringComparison.Ordinal);
        Assert.Equal((1, ""), (ExitCode, Output));
        return line[start.Length..];
    }
}
