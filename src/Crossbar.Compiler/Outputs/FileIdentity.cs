using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Crossbar.Compiler.Outputs;

/// <summary>
/// What a path leads to, as the system knows it: two paths of one identity are one file, however they are written, linked or capitalised.
/// .NET has no call for it: on Linux statx is asked, on macOS stat, on Windows the file's handle.
/// </summary>
/// <param name="Volume">The device or volume.</param>
/// <param name="Number">The file's number on it.</param>
/// <param name="Kind">What it is.</param>
internal readonly partial record struct FileIdentity(ulong Volume, ulong Number, FileKind Kind)
{
    // <linux/stat.h> and <fcntl.h>: the same on all processors.
    private const int CurrentFolder = -100;
    private const int NoFollow = 0x100;
    private const uint TypeAndNumber = 0x101;

    // Longer than any of the structures.
    private const int BufferLength = 256;

    /// <summary>The identity of what a path leads to; null where there is nothing, or nothing that can be asked.</summary>
    /// <param name="path">The path.</param>
    /// <param name="followsLink">Whether a link at its end is followed.</param>
    public static FileIdentity? Of(string path, bool followsLink)
    {
        // As .NET opens it: "no-such-folder/../file" is a file.
        path = Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsLinux())
                return OfLinux(path, followsLink);
            if (OperatingSystem.IsMacOS())
                return OfMac(path, followsLink);
            return OperatingSystem.IsWindows() ? OfWindows(path, followsLink) : OfPath(path);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return OfPath(path);
        }
    }

    private static unsafe FileIdentity? OfLinux(string path, bool followsLink)
    {
        var buffer = stackalloc byte[BufferLength];
        // struct statx: mode at 28, inode at 32, major and minor number of the device at 136 and 140.
        return StatX(CurrentFolder, path, followsLink ? 0 : NoFollow, TypeAndNumber, buffer) == 0
            ? new FileIdentity(((ulong)*(uint*)(buffer + 136) << 32) | *(uint*)(buffer + 140), *(ulong*)(buffer + 32), KindOf(*(ushort*)(buffer + 28)))
            : null;
    }

    private static unsafe FileIdentity? OfMac(string path, bool followsLink)
    {
        var buffer = stackalloc byte[BufferLength];
        // struct stat with 64-bit inodes: device at 0, mode at 4, inode at 8. On x64 the name without a suffix is of the older structure.
        var isX64 = RuntimeInformation.ProcessArchitecture == Architecture.X64;
        var result = (isX64, followsLink) switch
        {
            (true, true) => StatX64(path, buffer),
            (true, false) => LStatX64(path, buffer),
            (false, true) => Stat(path, buffer),
            (false, false) => LStat(path, buffer),
        };
        return result == 0 ? new FileIdentity(*(uint*)buffer, *(ulong*)(buffer + 8), KindOf(*(ushort*)(buffer + 4))) : null;
    }

    private static FileKind KindOf(int mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.File,
        0x4000 => FileKind.Folder,
        0xA000 => FileKind.Link,
        0x1000 => FileKind.Fifo,
        0xC000 => FileKind.Socket,
        _ => FileKind.Device,
    };

    private static FileIdentity? OfWindows(string path, bool followsLink)
    {
        // What Windows makes of CON, NUL, COM1 and the like.
        if (path.StartsWith(@"\\.\", StringComparison.Ordinal))
            return new FileIdentity(0, 0, FileKind.Device);
        if (OfPath(path) is not { } plain || plain.Kind == FileKind.Folder || (plain.Kind == FileKind.Link && !followsLink))
            return OfPath(path);
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<uint> information = stackalloc uint[13];
            // BY_HANDLE_FILE_INFORMATION: volume serial number, and the two halves of the index at the end.
            return GetFileInformationByHandle(handle, ref information[0])
                ? new FileIdentity(information[7], ((ulong)information[11] << 32) | information[12], FileKind.File) : OfPath(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return OfPath(path);
        }
    }

    // By name alone.
    private static FileIdentity? OfPath(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is null && !file.Exists && !Directory.Exists(path))
            return null;
        var kind = file.LinkTarget is not null ? FileKind.Link : Directory.Exists(path) ? FileKind.Folder : FileKind.File;
        var name = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
        return new FileIdentity(ulong.MaxValue, HashOf(name), kind);
    }

    private static ulong HashOf(string name) => BitConverter.ToUInt64(System.Security.Cryptography.SHA256.HashData(
        Encoding.UTF8.GetBytes(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? name.ToUpperInvariant() : name)));

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatX(int folder, string path, int flags, uint mask, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Stat(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "lstat", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int LStat(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int StatX64(string path, byte* buffer);

    [LibraryImport("libc", EntryPoint = "lstat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int LStatX64(string path, byte* buffer);

    [LibraryImport("kernel32.dll", SetLastError = false)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle file, ref uint information);
}
