namespace Crossbar.Compiler.Data;

/// <summary>Reads images and classes: .npz with <c>x</c> and perhaps <c>y</c>, or .npy with the images alone.</summary>
internal static class ImageSetReader
{
    private const string Images = "x";

    private const string Labels = "y";

    private static ReadOnlySpan<byte> ZipStart => "PK"u8;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A .npz file with <c>x</c> [N, C, H, W] and perhaps <c>y</c> [N], or an .npy file with the images alone. Also
    /// [N, H, W] where C is 1, and [N, K] where K is the input's length.</param>
    /// <param name="inputShape">Shape of the network's input.</param>
    /// <param name="normalization">How uint8 images become inputs; null for 1/255. Float arrays are taken as they are.</param>
    /// <param name="classCount">How many outputs the network has, so that labels can be checked; null where it does not matter.</param>
    /// <param name="maxInMemory">How many bytes of images stay in memory; more go to a temporary file.</param>
    /// <exception cref="CompilationException">The file is missing, cannot be read, or does not fit the network.</exception>
    public static ImageSet Read(string path, TensorShape inputShape, InputNormalization? normalization, int? classCount, long maxInMemory = ElementStore.MaxInMemory)
    {
        normalization ??= InputNormalization.UnitRange;
        if (!File.Exists(path))
            throw new CompilationException(Descriptors.FileNotFound, path, "The data file", path, Spelling.NearestFile(path));
        try
        {
            if (!IsZip(path))
            {
                using var reader = NpyReader.Open(path);
                return new ImageSet(ReadImages(reader, path, inputShape, maxInMemory), default, inputShape, normalization) { Path = path };
            }

            using var archive = NpzFile.Open(path);
            using var imageReader = archive.OpenArray(Images);
            var images = ReadImages(imageReader, path, inputShape, maxInMemory);
            var labels = archive.Names.Contains(Labels) ? ReadLabels(archive, images.Shape[0], classCount) : default;
            return new ImageSet(images, labels, inputShape, normalization) { Path = path };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.InvalidData, path, $"The data file cannot be read: {e.Message}");
        }
    }

    private static bool IsZip(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        Span<byte> start = stackalloc byte[2];
        if (file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == 0)
            throw new InvalidDataException("it is empty.");
        var isZip = start.SequenceEqual(ZipStart);
        if (!isZip && start[0] != 0x93)
            throw new InvalidDataException("it is neither a .npz nor an .npy file (numpy.savez and numpy.save write them).");
        return isZip;
    }

    private static NpyArray ReadImages(NpyReader reader, string path, TensorShape inputShape, long maxInMemory)
    {
        var header = reader.Header;
        if (!Fits(header.Shape, inputShape))
        {
            var needed = $"[N, {string.Join(", ", inputShape.Dimensions)}]";
            throw new CompilationException(Descriptors.DataShape, path, Images, $"[{string.Join(", ", header.Shape)}]", inputShape, needed);
        }

        if (header.ElementType is not (NpyElementType.UInt8 or NpyElementType.Float16 or NpyElementType.Float32 or NpyElementType.Float64))
        {
            throw new InvalidDataException(
                $"its images are {header.ElementType}; save them as uint8 (0 to 255, then scaled) or as float32 (taken as they are).");
        }

        if (header.Shape[0] == 0)
            throw new InvalidDataException("it has no images.");
        var images = reader.ReadArray(maxInMemory);
        CheckFinite(images, inputShape.Length);
        return images;
    }

    private static bool Fits(ImmutableArray<int> shape, TensorShape inputShape)
    {
        if (shape.Length < 2)
            return false;
        var image = shape.AsSpan()[1..];
        var input = inputShape.Dimensions.AsSpan();
        return image.SequenceEqual(input)
            || (image.Length == 1 && image[0] == inputShape.Length)
            || (input.Length == 3 && input[0] == 1 && image.SequenceEqual(input[1..]));
    }

    private static void CheckFinite(NpyArray images, int length)
    {
        if (images.IsInteger)
            return;
        var image = new float[length];
        for (var n = 0; n < images.Shape[0]; n++)
        {
            images.CopyTo((long)n * length, image);
            foreach (var value in image)
            {
                if (!float.IsFinite(value))
                    throw new InvalidDataException($"image {n} has a value that is no finite number ({value}).");
            }
        }
    }

    private static ImmutableArray<int> ReadLabels(NpzFile archive, int imageCount, int? classCount)
    {
        using var reader = archive.OpenArray(Labels);
        var shape = reader.Header.Shape;
        if (shape.Length == 0 || shape[0] != imageCount || shape.Skip(1).Any(d => d != 1))
        {
            throw new InvalidDataException(
                $"its labels '{Labels}' have the shape {reader.Header.ShapeText}, but ({imageCount},) is needed, one for each image.");
        }

        var labels = reader.ReadArray();
        if (!labels.IsInteger)
            throw new InvalidDataException($"its labels '{Labels}' are {labels.ElementType}; whole numbers are needed.");
        var classes = ImmutableArray.CreateBuilder<int>(imageCount);
        for (var n = 0; n < imageCount; n++)
        {
            var label = labels.Integer(n);
            if (label < 0 || label >= (classCount ?? int.MaxValue))
                throw new InvalidDataException($"label {n} is {label}, but the network's classes are 0 to {(classCount ?? int.MaxValue) - 1}.");
            classes.Add((int)label);
        }

        return classes.MoveToImmutable();
    }
}
