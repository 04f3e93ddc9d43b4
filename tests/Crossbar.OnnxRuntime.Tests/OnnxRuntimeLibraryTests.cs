using Crossbar.Tests.Support;

namespace Crossbar.OnnxRuntime.Tests;

public sealed class OnnxRuntimeLibraryTests
{
    [Fact]
    public void A_file_that_is_no_library_is_not_loaded() => Assert.Null(OnnxRuntimeLibrary.TryLoad(Repository.At("LICENSE")));

    [Fact]
    public void A_missing_file_is_not_loaded() => Assert.Null(OnnxRuntimeLibrary.TryLoad(Repository.At("no-such-library.so")));

    [OnnxRuntimeFact]
    public void A_library_without_the_entry_point_is_not_bound()
    {
        // A native library that every .NET runtime has, and that is not ONNX Runtime.
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var other = Directory.EnumerateFiles(folder).First(f => Path.GetFileNameWithoutExtension(f) is "libSystem.Native" or "System.IO.Compression.Native");
        Assert.Null(OnnxRuntimeLibrary.TryLoad(other));
    }

    [OnnxRuntimeFact]
    public void The_environment_names_the_library()
    {
        var before = Environment.GetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable);
        try
        {
            Environment.SetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable, Oracles.OnnxRuntimeLibrary);
            Assert.NotNull(OnnxRuntimeLibrary.TryLoad());
        }
        finally
        {
            Environment.SetEnvironmentVariable(OnnxRuntimeLibrary.PathVariable, before);
        }
    }

    [OnnxRuntimeFact]
    public void The_version_is_read_from_the_library()
    {
        var library = OnnxRuntimeLibrary.TryLoad(Oracles.OnnxRuntimeLibrary)!;
        Assert.True(Version.TryParse(library.Version, out var version), library.Version);
        Assert.True(version.Major >= 1);
    }

    [OnnxRuntimeFact]
    public void Loading_twice_gives_two_that_work()
    {
        var model = Repository.At("samples", "Mnist", "Mnist.onnx");
        var image = new float[28 * 28];
        float[] Run() => OnnxRuntimeLibrary.TryLoad(Oracles.OnnxRuntimeLibrary)!.CreateSession(model).Run(image, [1, 1, 28, 28]);
        Assert.Equal(Run(), Run());
    }
}
