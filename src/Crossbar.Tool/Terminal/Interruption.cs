using System.Runtime.InteropServices;
using Crossbar.Build;

namespace Crossbar.Tool.Terminal;

/// <summary>Ctrl-C: says what the run leaves behind, and ends it. A second one ends it at once.</summary>
internal static class Interruption
{
    private static volatile Func<string>? _kept;
    private static volatile bool _isSilent;
    private static int _signals;

    /// <summary>Has something else said than which files were written.</summary>
    /// <param name="kept">Tells, at the end, what is kept, without a full stop.</param>
    public static void Says(Func<string> kept) => _kept = kept;

    /// <summary>Has nothing said: a build tells its user itself.</summary>
    public static void SaysNothing() => _isSilent = true;

    /// <summary>Waits for the end of the process where Ctrl-C has come: what the run would say now is of files that are gone.</summary>
    public static void GiveWay()
    {
        if (Volatile.Read(ref _signals) > 0)
            Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>Heeds Ctrl-C from now on.</summary>
    /// <param name="error">Receives what is said.</param>
    /// <param name="stop">Ends all writing for good; gives full paths of the files that are there.</param>
    public static IDisposable Heed(TextWriter error, Func<IReadOnlyList<string>> stop) => PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
    {
        if (Interlocked.Increment(ref _signals) > 1)
            return;
        signal.Cancel = true;
        var files = stop();
        if (!_isSilent)
        {
            ProgressDisplay.Leave();
            error.WriteLine(DisplayText.Of($"crossbar: stopped: {_kept?.Invoke() ?? Text(files)}."));
        }

        Environment.Exit(ExitCode.Interrupted);
    });

    /// <summary>Says which files are there.</summary>
    /// <param name="files">Their full paths.</param>
    internal static string Text(IReadOnlyList<string> files)
    {
        if (files.Count == 0)
            return "nothing was written";
        var folders = files.GroupBy(file => Path.GetRelativePath(Environment.CurrentDirectory, Path.GetDirectoryName(file)!)).OrderBy(group => group.Key, StringComparer.Ordinal);
        return "written, and whole, " + string.Join(" and ", folders.Select(group => group.Count() == 1
            ? $"is {Path.Combine(group.Key, Path.GetFileName(group.First()))}"
            : string.Create(CultureInfo.InvariantCulture, $"are {group.Count()} files in {group.Key}")));
    }
}
