namespace Crossbar.Build.Tasks;

/// <summary>Text files that other processes see whole or not at all: UTF-8 without a mark, written aside and renamed.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a file unless it already has that text, so that its time changes only when its content does.</summary>
    /// <returns>Whether the file was written.</returns>
    public static bool WriteIfDifferent(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path, Utf8) == text)
            return false;
        Write(path, text);
        return true;
    }

    /// <summary>Writes a file.</summary>
    public static void Write(string path, string text)
    {
        // Inner builds of several target frameworks write the same files at the same time: each needs its own temporary.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllText(temporary, text, Utf8);
        try
        {
            MoveOver(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void MoveOver(string temporary, string path)
    {
        if (!File.Exists(path))
        {
            try
            {
                File.Move(temporary, path);
                return;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another build was quicker: replace what it wrote.
            }
        }

        File.Replace(temporary, path, destinationBackupFileName: null);
    }
}
