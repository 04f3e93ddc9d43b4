using System.Buffers;

namespace Crossbar.Compiler.Data;

/// <summary>
/// Images, and perhaps their classes, as they are stored in a file; each is converted when it is asked for. Beyond 128 MiB they are in a temporary file.
/// Immutable, so any number of threads may read it.
/// </summary>
public sealed class ImageSet
{
    private readonly NpyArray _images;
    private readonly ImmutableArray<int> _labels;
    private readonly InputNormalization _normalization;
    private readonly int[]? _selection;

    internal ImageSet(NpyArray images, ImmutableArray<int> labels, TensorShape imageShape, InputNormalization normalization, int[]? selection = null)
    {
        _images = images;
        _labels = labels;
        ImageShape = imageShape;
        _normalization = normalization;
        _selection = selection;
    }

    /// <summary>Shape of one image: the network's input.</summary>
    public TensorShape ImageShape { get; }

    /// <summary>The file that they are from, for messages; null where they are from none.</summary>
    public string? Path { get; init; }

    /// <summary>Number of images N.</summary>
    public int Count => _selection?.Length ?? _images.Shape[0];

    /// <summary>Whether the class of each image is known.</summary>
    public bool HasLabels => !_labels.IsDefault;

    /// <summary>Whether they are bytes, which are normalised; floats are taken as they are.</summary>
    public bool AreBytes => _images.ElementType == NpyElementType.UInt8;

    /// <summary>The same images, bytes of which become inputs in another way.</summary>
    /// <param name="normalization">How.</param>
    public ImageSet With(InputNormalization normalization) => new(_images, _labels, ImageShape, normalization, _selection) { Path = Path };

    /// <summary>The same images as bytes where they are stored as floats: whole numbers from 0 to 255, and not only 0 and 1.</summary>
    /// <returns>The images; null where they are bytes, or other numbers.</returns>
    public ImageSet? AsBytes()
    {
        if (AreBytes)
            return null;
        var length = ImageShape.Length;
        // Most are none, which the first shows: nothing is stored before all are known to be.
        var (bytes, image, isBinary) = (new byte[length], new float[length], true);
        for (var n = 0; n < Count; n++)
        {
            if (!TryBytes(n))
                return null;
            isBinary &= !bytes.AsSpan().ContainsAnyExceptInRange<byte>(0, 1);
        }

        if (isBinary)
            return null;
        var store = new ElementStore((long)Count * length);
        for (var n = 0; n < Count; n++)
        {
            TryBytes(n);
            store.Write(bytes, (long)n * length);
        }

        return new ImageSet(new NpyArray(NpyElementType.UInt8, [Count, length], store), HasLabels ? [.. Enumerable.Range(0, Count).Select(Label)] : default, ImageShape, _normalization) { Path = Path };

        bool TryBytes(int index)
        {
            CopyImage(index, image);
            for (var k = 0; k < length; k++)
            {
                if (image[k] is not (>= 0 and <= 255) || image[k] != MathF.Floor(image[k]))
                    return false;
                bytes[k] = (byte)image[k];
            }

            return true;
        }
    }

    /// <summary>Mean and standard deviation of each channel's bytes, 0 to 255.</summary>
    /// <exception cref="InvalidOperationException">They are no bytes.</exception>
    public ImmutableArray<(double Mean, double Deviation)> ByteStatistics()
    {
        if (!AreBytes)
            throw new InvalidOperationException("These images are no bytes.");
        var plane = ImageShape.Length / ImageShape.Channels;
        var (sums, squares, image) = (new double[ImageShape.Channels], new double[ImageShape.Channels], new byte[ImageShape.Length]);
        for (var n = 0; n < Count; n++)
        {
            _images.CopyBytes(Start(n), image);
            for (var k = 0; k < image.Length; k++)
            {
                sums[k / plane] += image[k];
                squares[k / plane] += image[k] * (double)image[k];
            }
        }

        var pixels = (double)plane * Count;
        return [.. sums.Zip(squares, (sum, square) => (sum / pixels, Math.Sqrt(Math.Max(0, (square / pixels) - (sum / pixels * (sum / pixels))))))];
    }

    /// <summary>Reads a file: <see cref="ImageSetReader"/>.</summary>
    /// <inheritdoc cref="ImageSetReader.Read"/>
    public static ImageSet Load(string path, TensorShape inputShape, InputNormalization? normalization = null, int? classCount = null) =>
        ImageSetReader.Read(path, inputShape, normalization, classCount);

    /// <summary>The class of an image.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <exception cref="InvalidOperationException">The file has no <c>y</c>.</exception>
    public int Label(int index) => HasLabels ? _labels[Stored(index)] : throw new InvalidOperationException("These images have no labels.");

    /// <summary>Converts an image to the network's input; bytes are normalised, all else is taken as it is.</summary>
    /// <param name="index">Its number, from 0.</param>
    /// <param name="destination">Receives the image, [C, H, W] flattened.</param>
    /// <exception cref="ArgumentException">The destination has not the length of an image.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such image.</exception>
    public void CopyImage(int index, Span<float> destination)
    {
        if (destination.Length != ImageShape.Length)
            throw new ArgumentException($"An image has {ImageShape.Length} values, the destination {destination.Length}.", nameof(destination));
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (_images.ElementType != NpyElementType.UInt8)
        {
            _images.CopyTo(Start(index), destination);
            return;
        }

        var pixels = ArrayPool<byte>.Shared.Rent(destination.Length);
        _images.CopyBytes(Start(index), pixels.AsSpan(0, destination.Length));
        _normalization.Apply(pixels.AsSpan(0, destination.Length), ImageShape.Channels, destination);
        ArrayPool<byte>.Shared.Return(pixels);
    }

    /// <summary>
    /// The same choice for the same seed on every machine: the first <paramref name="count"/> images of a Fisher–Yates shuffle
    /// driven by SplitMix64 (Steele, Lea and Flood, OOPSLA 2014); a larger count only adds images at the end. Where classes are
    /// known each gives one image in turn: a class that calibration never sees is one whose scores the last layer's ADCs would clip.
    /// </summary>
    /// <param name="count">How many; all images, in the shuffle's order, if there are fewer.</param>
    /// <param name="seed">The seed.</param>
    public ImageSet Select(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = new int[Count];
        for (var k = 0; k < order.Length; k++)
            order[k] = Stored(k);
        var state = (ulong)(long)seed;
        for (var k = 0; k < order.Length; k++)
        {
            // The high half of a 64×32-bit product: uniform to one part in 2^32.
            var other = k + (int)(((NextSplitMix64(ref state) >> 32) * (ulong)(order.Length - k)) >> 32);
            (order[k], order[other]) = (order[other], order[k]);
        }

        if (HasLabels)
            order = ClassesInTurn(order);
        return new ImageSet(_images, _labels, ImageShape, _normalization, order[..Math.Min(count, order.Length)]) { Path = Path };
    }

    // First the first image of each class, then the second ones, and so on; within a turn the given order stays.
    private int[] ClassesInTurn(int[] order)
    {
        var seen = new Dictionary<int, int>();
        var turns = Array.ConvertAll(order, stored => seen[_labels[stored]] = seen.GetValueOrDefault(_labels[stored]) + 1);
        return [.. order.Zip(turns).OrderBy(image => image.Second).Select(image => image.First)];
    }

    private static ulong NextSplitMix64(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    private long Start(int index) => (long)Stored(index) * ImageShape.Length;

    private int Stored(int index) => _selection is null ? index : _selection[index];
}
