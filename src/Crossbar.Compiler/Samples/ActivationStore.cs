using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Crossbar.Compiler.Samples;

/// <summary>
/// One of a network's values for all calibration images: in memory where all of them have room there, or else in a file of its own, so that memory does not grow
/// with the number of images. Different images may be put and read at the same time.
/// </summary>
internal sealed class ActivationStore : IDisposable
{
    private readonly int _length;
    private readonly float[]?[]? _values;
    private readonly SafeFileHandle? _file;
    private readonly float[] _greatest;

    /// <summary>Makes room.</summary>
    /// <param name="images">Number of images.</param>
    /// <param name="length">Number of activations of one image.</param>
    /// <param name="inMemory">Whether they stay in memory.</param>
    public ActivationStore(int images, int length, bool inMemory)
    {
        _length = length;
        _greatest = new float[images];
        if (inMemory)
        {
            _values = new float[]?[images];
            return;
        }

        var path = Path.Combine(Path.GetTempPath(), $"crossbar-{Path.GetRandomFileName()}");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
    }

    /// <summary>Whether they are in memory.</summary>
    public bool IsInMemory => _values is not null;

    /// <summary>Keeps the activations of an image, which are not changed any more.</summary>
    /// <param name="image">The image.</param>
    /// <param name="activations">The activations.</param>
    public void Put(int image, float[] activations)
    {
        _greatest[image] = GreatestOf(activations);
        if (_values is not null)
            _values[image] = activations;
        else
            RandomAccess.Write(_file!, MemoryMarshal.AsBytes(activations.AsSpan()), PlaceOf(image));
    }

    /// <summary>The activations of an image, not to be changed.</summary>
    /// <param name="image">The image.</param>
    public float[] Get(int image)
    {
        if (_values is not null)
            return _values[image]!;
        var activations = GC.AllocateUninitializedArray<float>(_length);
        var bytes = MemoryMarshal.AsBytes(activations.AsSpan());
        for (var done = 0; done < bytes.Length;)
        {
            var read = RandomAccess.Read(_file!, bytes[done..], PlaceOf(image) + done);
            done += read > 0 ? read : throw new EndOfStreamException($"The activations of image {image} are not where they were put.");
        }

        return activations;
    }

    /// <summary>The greatest magnitude among the activations of an image; NaN where one is no number.</summary>
    /// <param name="image">The image.</param>
    public float GreatestOf(int image) => _greatest[image];

    /// <summary>The greatest magnitude among activations; NaN where one is no number.</summary>
    /// <param name="activations">The activations.</param>
    public static float GreatestOf(float[] activations) => Math.Abs(TensorPrimitives.MaxMagnitude<float>(activations));

    /// <summary>Takes the file away.</summary>
    public void Dispose() => _file?.Dispose();

    private long PlaceOf(int image) => (long)image * _length * sizeof(float);
}
