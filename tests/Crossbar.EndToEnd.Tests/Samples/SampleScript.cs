using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>A sample that is a script, run with the tool of the package.</summary>
internal static class SampleScript
{
    /// <summary>Runs <c>bash SCRIPT FOLDER</c> in the sample's folder.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="script">Its script.</param>
    /// <param name="output">The folder for what it writes.</param>
    /// <param name="environment">More variables of its environment.</param>
    public static ProcessRun Run(string sample, string script, string output, params (string Name, string Value)[] environment)
    {
        var variables = environment.Append(("CROSSBAR", $"dotnet exec {Packages.Tool}")).ToDictionary(variable => variable.Item1, variable => variable.Item2);
        using var running = new RunningProgram(Repository.At("samples", sample), variables, "bash", script, output);
        return running.WaitForEnd().Succeeded();
    }
}
