using System.Runtime.InteropServices;

namespace Crossbar.Tool.Terminal;

/// <summary>
/// Standard output or standard error, which may be closed, full or a pipe that nobody reads. What becomes of a text that cannot be written is
/// the caller's to say; nothing is thrown at whoever prints unless the caller does.
/// </summary>
/// <param name="descriptor">1 or 2.</param>
/// <param name="open">Opens it.</param>
/// <param name="fail">Told why something could not be written.</param>
internal sealed partial class StandardStream(int descriptor, Func<Stream> open, Action<string> fail) : Stream
{
    // <fcntl.h>: the same on Linux and macOS.
    private const int GetDescriptorFlags = 1;
    private const int CloseOnExec = 1;

    private Stream? _stream;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A writer of text to standard output.</summary>
    /// <param name="fail">Told why something could not be written.</param>
    public static TextWriter Output(Action<string> fail) => Writer(new StandardStream(1, Console.OpenStandardOutput, fail));

    /// <summary>A writer of text to standard error.</summary>
    /// <param name="fail">Told why something could not be written.</param>
    public static TextWriter Error(Action<string> fail) => Writer(new StandardStream(2, Console.OpenStandardError, fail));

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty)
            return;
        try
        {
            if (_stream is null && !IsInherited())
            {
                fail("It is closed.");
                return;
            }

            _stream ??= open();
            _stream.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            fail(e.Message.TrimEnd('.') + ".");
        }
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    // No preamble: it is no file.
    private static StreamWriter Writer(StandardStream stream) =>
        new(stream, Console.OutputEncoding is UTF8Encoding ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : Console.OutputEncoding) { AutoFlush = true };

    // Where the shell closed it (>&-), the runtime has long opened something of its own under that number, and a message would go there. What
    // a process opens itself is not for the programs that it starts; what it was started with cannot be so marked.
    private bool IsInherited() => OperatingSystem.IsWindows() || (FileControl(descriptor, GetDescriptorFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int FileControl(int descriptor, int command);
}
