namespace Crossbar.Tests.Support;

/// <summary>A test of what only Unix has, such as scripts or a file's name with a line break: skipped elsewhere with the reason, unless CI requires it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows() && !Oracles.Required)
            Skip = Reason;
    }

    /// <summary>Why it is skipped, and what to do.</summary>
    public const string Reason = "it needs a Unix: run the tests on Linux or macOS, or in WSL";
}

/// <summary>A parameterised test of what only Unix has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows() && !Oracles.Required)
            Skip = UnixFactAttribute.Reason;
    }
}

/// <summary>A parameterised test that looks at processes in /proc.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() && !Oracles.Required)
            Skip = "it needs Linux, for it looks for processes in /proc: run the tests there, or in WSL";
    }
}

/// <summary>A test that runs a program on a terminal, which <c>script</c> gives it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        // The options are those of Linux's.
        if ((!OperatingSystem.IsLinux() || Oracles.OnPath("script") is null) && !Oracles.Required)
            Skip = "it needs Linux and the program script (Debian: apt-get install bsdutils; Fedora: dnf install util-linux-script)";
    }
}
