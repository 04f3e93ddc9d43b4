using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Crossbar.Benchmarks.Netlists;

/// <summary>Waits until the disk has what was written.</summary>
internal static partial class Disk
{
    /// <summary>Waits for all files of a folder; on Linux for all of the disk, as <c>sync -f</c> does, which takes less than one file at a time.</summary>
    public static void Flush(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder))
        {
            using var file = File.OpenHandle(path, access: FileAccess.ReadWrite);
            if (!OperatingSystem.IsLinux())
                RandomAccess.FlushToDisk(file);
            else if (SyncFileSystem(file) == 0)
                return;
            else
                throw new IOException($"syncfs failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SyncFileSystem(SafeFileHandle file);
}
