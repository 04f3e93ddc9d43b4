using System.Diagnostics;

namespace Crossbar.Tool;

/// <summary>The process that started this one. A build that is killed outright has no chance to stop its tools: they look out themselves.</summary>
internal static class ParentProcess
{
    /// <summary>Ends this process as soon as another is gone. Outputs are whole or absent at any time, so nothing needs to be tidied up.</summary>
    /// <param name="id">The other process.</param>
    public static void EndWith(int id)
    {
        try
        {
            var parent = Process.GetProcessById(id);
            new Thread(() =>
            {
                parent.WaitForExit();
                Environment.Exit(ExitCode.UsageOrInternal);
            })
            { IsBackground = true, Name = "parent" }.Start();
        }
        catch (ArgumentException)
        {
            // It is gone already.
            Environment.Exit(ExitCode.UsageOrInternal);
        }
    }
}
