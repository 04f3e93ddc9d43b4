namespace Crossbar.Compiler.Tests.Netlists.Verification;

/// <summary>Programs that stand in for ngspice where it matters how it answers, not what it computes.</summary>
internal static class ScriptedNgspice
{
    /// <summary>Writes one.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="script">What the shell does with the deck, which is in the file "$deck".</param>
    /// <returns>Its path.</returns>
    public static string Write(TemporaryFolder folder, string script)
    {
        var path = folder["ngspice"];
        File.WriteAllText(path, $"#!/bin/sh\ndeck=$(mktemp)\ncat > \"$deck\"\n{script}\nrm -f \"$deck\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
