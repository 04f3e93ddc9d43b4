namespace Crossbar.Runtime;

/// <summary>How a byte image becomes the network's input: (pixel·Scale − Mean[c]) / Std[c] for channel c.</summary>
/// <param name="Scale">Factor on the byte value, typically 1/255.</param>
/// <param name="Mean">Mean of each channel after scaling; one value serves all channels.</param>
/// <param name="Std">Standard deviation of each channel after scaling; one value serves all channels.</param>
public sealed record InputNormalization(float Scale, ImmutableArray<float> Mean, ImmutableArray<float> Std)
{
    /// <summary>Bytes to [0, 1]: the convention where nothing else is said.</summary>
    public static InputNormalization UnitRange { get; } = new(1 / 255f, [0f], [1f]);

    /// <summary>Converts a byte image.</summary>
    /// <param name="pixels">The image, [C, H, W] flattened.</param>
    /// <param name="channels">C.</param>
    /// <param name="values">Receives as many values.</param>
    public void Apply(ReadOnlySpan<byte> pixels, int channels, Span<float> values)
    {
        var plane = pixels.Length / channels;
        for (var c = 0; c < channels; c++)
        {
            var factor = Scale / Std[Std.Length == 1 ? 0 : c];
            var offset = -Mean[Mean.Length == 1 ? 0 : c] / Std[Std.Length == 1 ? 0 : c];
            for (var k = c * plane; k < (c + 1) * plane; k++)
                values[k] = (pixels[k] * factor) + offset;
        }
    }
}
