using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Samples;

/// <summary>
/// One of a network's values for all calibration images: in memory where all of them have room there, or else in a file of its own, so that memory does not grow
/// with the number of images. Different images may be put and read at the same time.
/// </summary>
internal sealed class ActivationStore : IDisposable
{
    private readonly int _length;
    private readonly float[]?[]? _values;
    private readonly ScratchFile? _file;
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

        _file = new ScratchFile();
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
            _file!.Write(MemoryMarshal.AsBytes(activations.AsSpan()), PlaceOf(image));
    }

    /// <summary>The activations of an image, not to be changed.</summary>
    /// <param name="image">The image.</param>
    public float[] Get(int image)
    {
        if (_values is not null)
            return _values[image]!;
        var activations = GC.AllocateUninitializedArray<float>(_length);
        _file!.Read(PlaceOf(image), MemoryMarshal.AsBytes(activations.AsSpan()));
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
