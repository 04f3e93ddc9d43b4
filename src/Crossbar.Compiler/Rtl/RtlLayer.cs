using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>A layer of the network as a module of its own: streams in, a stream out.</summary>
internal abstract class RtlLayer
{
    /// <summary>Parameters of what has arrays in it.</summary>
    public static readonly string[] ArrayParameters = ["parameter int ARRAY_LATENCY   = 1", "parameter int COLUMNS_PER_ADC = 1"];

    /// <summary>Names a layer.</summary>
    /// <param name="top">The chip's module.</param>
    /// <param name="index">The layer's place in the network.</param>
    /// <param name="planned">The layer in whole numbers.</param>
    /// <param name="inputs">The streams that it reads.</param>
    /// <param name="inputShapes">Shapes of the values that it reads.</param>
    protected RtlLayer(string top, int index, FixedPointLayer planned, ImmutableArray<RtlStream> inputs, ImmutableArray<TensorShape> inputShapes)
    {
        (Planned, Inputs, InputShapes) = (planned, inputs, inputShapes);
        Name = HdlName.Of(string.Create(CultureInfo.InvariantCulture, $"layer{index}_"), planned.Layer.Name);
        Module = $"{top}_{Name}";
        var shape = planned.Layer.OutputShape;
        Output = new RtlStream(Name, shape.Channels, planned.Output.Bits, shape.Height * shape.Width);
    }

    /// <summary>Name of its instance, and of the stream that it gives.</summary>
    public string Name { get; }

    /// <summary>Name of its module.</summary>
    public string Module { get; }

    /// <summary>The layer in whole numbers.</summary>
    public FixedPointLayer Planned { get; }

    /// <summary>The streams that it reads.</summary>
    public ImmutableArray<RtlStream> Inputs { get; }

    /// <summary>Shapes of the values that it reads.</summary>
    public ImmutableArray<TensorShape> InputShapes { get; }

    /// <summary>The stream that it gives.</summary>
    public RtlStream Output { get; }

    /// <summary>Whether anything in it is clocked.</summary>
    public virtual bool IsClocked => true;

    /// <summary>Cycles from the last beat that an output needs to the output, with a read per cycle.</summary>
    public abstract int Latency { get; }

    /// <summary>How many beats of its input must have come before it gives its beat number <paramref name="beat"/> (from 0).</summary>
    /// <param name="beat">The beat.</param>
    public virtual int BeatsFor(int beat) => beat + 1;

    /// <summary>What the module does, for its comment.</summary>
    protected abstract string Purpose { get; }

    /// <summary>Name of the port that an input comes in by.</summary>
    /// <param name="input">The input, from 0.</param>
    public string PortOf(int input) => Inputs.Length == 1 ? "s" : string.Create(CultureInfo.InvariantCulture, $"s{input}");

    /// <summary>The module's text.</summary>
    /// <param name="origin">What the chip was made from.</param>
    public string Write(string origin)
    {
        var inputs = string.Join(" and ", InputShapes.Select((shape, k) => $"{Size(shape)} of {Format(Planned.Inputs[k])}"));
        var ports = new List<string>();
        if (IsClocked)
            ports.AddRange(["input  logic clk", "input  logic rst"]);
        for (var k = 0; k < Inputs.Length; k++)
            ports.AddRange(ModuleText.Ports(PortOf(k), Inputs[k].Width, isInput: true));
        ports.AddRange(ModuleText.Ports("m", Output.Width, isInput: false));
        var text = new ModuleText(
            [$"Layer '{HdlName.InComment(Planned.Layer.Name)}' of {HdlName.InComment(origin)}: {Purpose}", "", $"{inputs} -> {Size(Planned.Layer.OutputShape)} of {Format(Planned.Output)}. Written by crossbar rtl."],
            Module,
            this is CrossbarRtl ? ArrayParameters : [],
            ports);
        Write(text);
        return text.End();
    }

    /// <summary>Other files that the module reads in simulation: names and texts.</summary>
    public virtual IEnumerable<(string Path, string Text)> Memories() => [];

    /// <summary>Writes the module's body.</summary>
    protected abstract void Write(ModuleText text);

    /// <summary>A shape in ASCII.</summary>
    public static string Size(TensorShape shape) => string.Join('x', shape.Dimensions.Select(d => d.ToString(CultureInfo.InvariantCulture)));

    /// <summary>A number's format for people.</summary>
    public static string Format(FixedPointFormat format) => string.Create(CultureInfo.InvariantCulture, $"{format.Bits} bits, {format.FractionBits} fraction bits");

    /// <summary>Padding that lets the last window end inside of the padded image.</summary>
    protected static (int Bottom, int Right) Padding(WindowGeometry window, TensorShape input, TensorShape output) => (
        Math.Max(window.PadBottom, ((output.Height - 1) * window.StrideY) + ((window.KernelHeight - 1) * window.DilationY) + 1 - input.Height - window.PadTop),
        Math.Max(window.PadRight, ((output.Width - 1) * window.StrideX) + ((window.KernelWidth - 1) * window.DilationX) + 1 - input.Width - window.PadLeft));

    /// <summary>Adds line buffers.</summary>
    /// <param name="text">The module.</param>
    /// <param name="name">Name of the instance.</param>
    /// <param name="window">How the window slides.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="bits">Bits of a channel.</param>
    /// <param name="padding">What lies outside of the image.</param>
    /// <param name="from">The stream of pixels.</param>
    /// <param name="to">The stream of windows.</param>
    protected void Windows(ModuleText text, string name, WindowGeometry window, int channels, int bits, long padding, string from, string to)
    {
        var (bottom, right) = Padding(window, InputShapes[0], Planned.Layer.OutputShape);
        text.Stage(
            "window_buffer",
            name,
            [
                ("CHANNELS", channels), ("BITS", bits), ("HEIGHT", InputShapes[0].Height), ("WIDTH", InputShapes[0].Width),
                ("KERNEL_HEIGHT", window.KernelHeight), ("KERNEL_WIDTH", window.KernelWidth), ("STRIDE_Y", window.StrideY), ("STRIDE_X", window.StrideX),
                ("DILATION_Y", window.DilationY), ("DILATION_X", window.DilationX), ("PAD_TOP", window.PadTop), ("PAD_LEFT", window.PadLeft),
                ("PAD_BOTTOM", bottom), ("PAD_RIGHT", right), ("OUTPUT_HEIGHT", Planned.Layer.OutputShape.Height), ("OUTPUT_WIDTH", Planned.Layer.OutputShape.Width),
                ("PAD_VALUE", padding),
            ],
            from,
            to);
    }

    /// <summary>How many pixels must have come before a window is whole.</summary>
    protected int PixelsFor(WindowGeometry window, int beat)
    {
        var (input, output) = (InputShapes[0], Planned.Layer.OutputShape);
        var y = (beat / output.Width * window.StrideY) + ((window.KernelHeight - 1) * window.DilationY) - window.PadTop;
        var x = (beat % output.Width * window.StrideX) + ((window.KernelWidth - 1) * window.DilationX) - window.PadLeft;
        // A window of nothing but padding waits for the image's first pixel.
        return y >= input.Height ? input.Height * input.Width : y < 0 ? 1 : Math.Max(1, (y * input.Width) + Math.Clamp(x + 1, 0, input.Width));
    }
}
