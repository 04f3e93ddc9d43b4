using Crossbar.Compiler.Onnx.Graph;

namespace Crossbar.Compiler.Onnx.Operators;

/// <summary>Where resized pixels come from: the attributes of Resize.</summary>
internal sealed record ResizeMethod
{
    private readonly string _mode;

    /// <summary>Chooses a method.</summary>
    /// <param name="mode">nearest, linear or cubic; bilinear is an old name of linear.</param>
    /// <exception cref="NodeException">There is no such method.</exception>
    public ResizeMethod(string mode) => _mode = mode switch
    {
        "nearest" or "linear" or "cubic" => mode,
        "bilinear" => "linear",
        _ => throw new NodeException($"mode is '{mode}'; nearest, linear and cubic exist."),
    };

    /// <summary>coordinate_transformation_mode: which place of the input a place of the result is.</summary>
    public string Coordinates { get; init; } = "half_pixel";

    /// <summary>nearest_mode: how places between pixels are rounded.</summary>
    public string Nearest { get; init; } = "round_prefer_floor";

    /// <summary>Whether places are rounded up along dimensions that become smaller, whatever <see cref="Nearest"/> says.</summary>
    public bool CeilsWhereSmaller { get; init; }

    /// <summary>The parameter of cubic interpolation.</summary>
    public float CubicCoefficient { get; init; } = -0.75f;

    /// <summary>Whether pixels beyond the edge count nothing, rather than as the edge's.</summary>
    public bool ExcludesOutside { get; init; }

    /// <summary>Whether a pixel comes from one pixel.</summary>
    public bool IsNearest => _mode == "nearest";

    /// <summary>Reads a node's attributes.</summary>
    /// <exception cref="NodeException">One has a value that is not supported.</exception>
    public static ResizeMethod Read(NodeImport node)
    {
        var method = new ResizeMethod(node.Attributes.Text("mode", "nearest"))
        {
            Coordinates = node.Attributes.Text("coordinate_transformation_mode", "half_pixel"),
            Nearest = node.Attributes.Text("nearest_mode", "round_prefer_floor"),
            CubicCoefficient = node.Attributes.Number("cubic_coeff_a", -0.75f),
            ExcludesOutside = node.Attributes.Flag("exclude_outside"),
        };
        if (method.Coordinates == "tf_crop_and_resize")
            throw new NodeException("coordinate_transformation_mode=tf_crop_and_resize is not supported. Crop with Slice and resize with half_pixel.");
        return method;
    }

    /// <summary>The pixel nearest to each place of the result.</summary>
    public ImmutableArray<int> NearestIndices(ResizeAxis axis) =>
        [.. Enumerable.Range(0, axis.Result).Select(k => Math.Clamp(Rounded(Place(axis, k), RoundingOf(axis)), 0, axis.Size - 1))];

    /// <summary>The pixels that each place of the result comes from, and their weights.</summary>
    public (ImmutableArray<int> Sources, ImmutableArray<float> Weights) Taps(ResizeAxis axis)
    {
        var sources = ImmutableArray.CreateBuilder<int>();
        var weights = ImmutableArray.CreateBuilder<float>();
        for (var k = 0; k < axis.Result; k++)
        {
            var place = Place(axis, k);
            var first = MathF.Floor(place);
            var fraction = place - first;
            ReadOnlySpan<float> taps = _mode == "linear" ? [1 - fraction, fraction] : Cubic(fraction);
            var begin = (int)first - (_mode == "linear" ? 0 : 1);
            var total = 0f;
            for (var t = 0; t < taps.Length; t++)
                total += IsCounted(begin + t, axis) ? taps[t] : 0;
            for (var t = 0; t < taps.Length; t++)
            {
                sources.Add(Math.Clamp(begin + t, 0, axis.Size - 1));
                weights.Add(IsCounted(begin + t, axis) ? taps[t] / total : 0);
            }
        }

        return (sources.ToImmutable(), weights.ToImmutable());
    }

    private bool IsCounted(int pixel, ResizeAxis axis) => !ExcludesOutside || (pixel >= 0 && pixel < axis.Size);

    private float Place(ResizeAxis axis, int k) => Coordinates switch
    {
        "half_pixel" => ((k + 0.5f) / axis.Scale) - 0.5f,
        "half_pixel_symmetric" => HalfPixelSymmetric(axis, k),
        "pytorch_half_pixel" => axis.Result > 1 ? ((k + 0.5f) / axis.Scale) - 0.5f : 0,
        "align_corners" => axis.Result > 1 ? k * (float)(axis.Size - 1) / (axis.Result - 1) : 0,
        "asymmetric" => k / axis.Scale,
        "tf_half_pixel_for_nn" => (k + 0.5f) / axis.Scale,
        _ => throw new NodeException($"coordinate_transformation_mode is '{Coordinates}', which is not supported. Use half_pixel."),
    };

    private static float HalfPixelSymmetric(ResizeAxis axis, int k)
    {
        var adjustment = axis.Result / (axis.Scale * axis.Size);
        var center = axis.Size / 2f;
        return center * (1 - adjustment) + ((k + 0.5f) / axis.Scale) - 0.5f;
    }

    private string RoundingOf(ResizeAxis axis) => CeilsWhereSmaller && axis.Scale < 1 ? "ceil" : Nearest;

    private static int Rounded(float place, string rounding) => (int)(rounding switch
    {
        "round_prefer_floor" => MathF.Ceiling(place - 0.5f),
        "round_prefer_ceil" => MathF.Floor(place + 0.5f),
        "floor" => MathF.Floor(place),
        "ceil" => MathF.Ceiling(place),
        _ => throw new NodeException($"nearest_mode is '{rounding}', which is not supported. Use floor."),
    });

    // Keys' cubic convolution kernel (1981), at distances 1 + f, f, 1 − f and 2 − f.
    private float[] Cubic(float f)
    {
        var a = CubicCoefficient;
        return [Far(1 + f), Near(f), Near(1 - f), Far(2 - f)];

        float Near(float s) => ((((a + 2) * s) - (a + 3)) * s * s) + 1;

        float Far(float s) => (((((s - 5) * s) + 8) * s) - 4) * a;
    }
}
