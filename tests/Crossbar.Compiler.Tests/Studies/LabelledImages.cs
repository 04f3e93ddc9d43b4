using System.Runtime.InteropServices;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Tests.Data;
using Crossbar.Compiler.Tests.Pipeline;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Tests.Studies;

/// <summary>Images of <see cref="SmallNetwork"/> whose labels are what the software says of them, so that its accuracy is 1.</summary>
internal sealed class LabelledImages : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".npz");

    public void Dispose() => File.Delete(_file);

    public ImageSet Of(float[][] images)
    {
        var software = new CrossbarNetwork(SmallNetwork.Create());
        float[] pixels = [.. images.SelectMany(image => image)];
        long[] classes = [.. images.Select(image => (long)software.Classify(image).Index)];
        File.WriteAllBytes(_file, NumpyBytes.Npz(
            ("x", NumpyBytes.Npy("<f4", $"({images.Length}, 3, 10, 10)", MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray())),
            ("y", NumpyBytes.Npy("<i8", $"({images.Length},)", MemoryMarshal.AsBytes(classes.AsSpan()).ToArray()))));
        return ImageSet.Load(_file, SmallNetwork.Input, classCount: 4);
    }
}
