namespace Crossbar.Tool.Terminal;

/// <summary>What the process says to who started it.</summary>
internal static class ExitCode
{
    /// <summary>Done; there may be warnings.</summary>
    public const int Success = 0;

    /// <summary>The input has errors, which have been reported.</summary>
    public const int InputErrors = 1;

    /// <summary>The command line is wrong, or the tool is.</summary>
    public const int UsageOrInternal = 2;

    /// <summary>Stopped by Ctrl-C, as shells say it: 128 and the signal's number.</summary>
    public const int Interrupted = 130;
}
