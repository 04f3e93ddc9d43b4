using System.Globalization;
using System.Runtime.InteropServices;

namespace Crossbar.EndToEnd.Tests;

/// <summary>
/// What Ctrl-C sends. A script that starts the tests with <c>&amp;</c> has them ignore it, as all that they start would: neither .NET nor a
/// shell heeds a signal again that was ignored when it began.
/// </summary>
internal static class InterruptSignal
{
    private const int Interrupt = 2;

    /// <summary>Has programs that are started from now on end by it, as in a terminal.</summary>
    public static void Heed()
    {
        // Only where it is ignored: .NET may have a handler of its own.
        if (OperatingSystem.IsLinux() && IsIgnored())
            _ = SetHandler(Interrupt, handler: 0);
    }

    private static bool IsIgnored()
    {
        var mask = File.ReadLines("/proc/self/status").Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..];
        return (ulong.Parse(mask.Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Interrupt - 1))) != 0;
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetHandler(int signal, nint handler);
}
