using System.Runtime.InteropServices;
using Crossbar.Compiler.Data;
using Crossbar.Compiler.Tests.Data;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Studies;

/// <summary>Images of <see cref="SmallNetwork"/> whose labels are what the software says of them, so that its accuracy is 1.</summary>
internal sealed class LabelledImages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public ImageSet Of(float[][] images)
    {
        var software = new CrossbarNetwork(SmallNetwork.Create());
        float[] pixels = [.. images.SelectMany(image => image)];
        long[] classes = [.. images.Select(image => (long)software.Classify(image).Index)];
        var file = _folder.Write("images.npz", NumpyBytes.Npz(
            ("x", NumpyBytes.Npy("<f4", $"({images.Length}, 3, 10, 10)", MemoryMarshal.AsBytes(pixels.AsSpan()).ToArray())),
            ("y", NumpyBytes.Npy("<i8", $"({images.Length},)", MemoryMarshal.AsBytes(classes.AsSpan()).ToArray()))));
        return ImageSet.Load(file, SmallNetwork.Input, classCount: 4);
    }
}
