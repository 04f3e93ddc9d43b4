namespace Crossbar.Compiler.Outputs;

/// <summary>What stands at a path.</summary>
internal enum FileKind
{
    /// <summary>A file of bytes.</summary>
    File,

    /// <summary>A folder.</summary>
    Folder,

    /// <summary>A symbolic link or another reparse point.</summary>
    Link,

    /// <summary>A device.</summary>
    Device,

    /// <summary>A FIFO.</summary>
    Fifo,

    /// <summary>A socket.</summary>
    Socket,
}
