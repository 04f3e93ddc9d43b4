using System.Buffers.Binary;
using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>What is packed tells nobody where it was built, whether or not CI built it.</summary>
public sealed class PackedPathTests
{
    // The kind of custom debug information that holds a source file, by the format of portable PDBs.
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly string[] Folders =
    [
        Repository.Root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + Path.DirectorySeparatorChar,
    ];

    [Fact]
    public void No_packed_file_names_a_folder_of_the_machine_that_packed_it()
    {
        var version = Packages.Version;
        var files = Directory.GetFiles(Packages.Folder, $"*.{version}.*nupkg");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var package = ZipFile.OpenRead(file);
            foreach (var entry in package.Entries)
            {
                using var stream = entry.Open();
                using var buffer = new MemoryStream();
                stream.CopyTo(buffer);
                var bytes = buffer.ToArray();
                Assert.All(Folders, folder => Assert.False(Holds(bytes, folder), $"{Path.GetFileName(file)}: {entry.FullName} has '{folder}' in it."));
                if (entry.FullName.EndsWith(".pdb", StringComparison.Ordinal))
                    Assert.All(Folders, folder => Assert.All(Sources(bytes), source => Assert.False(Holds(source, folder), $"A source in {entry.FullName} has '{folder}' in it.")));
            }
        }
    }

    // As text of any assembly: user strings are UTF-16, all else is UTF-8.
    private static bool Holds(ReadOnlySpan<byte> bytes, string text) =>
        bytes.IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || bytes.IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    private static IEnumerable<byte[]> Sources(byte[] symbols)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(symbols));
        var reader = provider.GetMetadataReader();
        foreach (var handle in reader.CustomDebugInformation)
        {
            var information = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(information.Kind) != EmbeddedSource)
                continue;
            // The length of the source, 0 where it is stored as it is; else it is deflated.
            var blob = reader.GetBlobBytes(information.Value);
            using var text = new MemoryStream();
            using (Stream stored = new MemoryStream(blob, sizeof(int), blob.Length - sizeof(int)))
            using (var source = BinaryPrimitives.ReadInt32LittleEndian(blob) == 0 ? stored : new DeflateStream(stored, CompressionMode.Decompress))
                source.CopyTo(text);
            yield return text.ToArray();
        }
    }
}
