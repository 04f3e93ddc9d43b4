using Crossbar.Compiler.Scheduling;
using Crossbar.Compiler.Scheduling.Streams;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>A layer of the network as a module of its own: streams in, a stream out.</summary>
internal abstract class RtlLayer
{
    /// <summary>Names a layer.</summary>
    /// <param name="top">The chip's module.</param>
    /// <param name="index">The layer's place in the network.</param>
    /// <param name="planned">The layer in whole numbers.</param>
    /// <param name="inputs">The streams that it reads.</param>
    /// <param name="inputShapes">Shapes of the values that it reads.</param>
    protected RtlLayer(string top, int index, FixedPointLayer planned, ImmutableArray<RtlStream> inputs, ImmutableArray<TensorShape> inputShapes)
    {
        (Planned, Inputs, InputShapes) = (planned, inputs, inputShapes);
        Stage = StreamStage.Of(planned.Layer, inputShapes);
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

    /// <summary>How it takes and gives beats.</summary>
    public StreamStage Stage { get; }

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
        if (Stage.IsClocked)
            ports.AddRange(["input  logic clk", "input  logic rst"]);
        for (var k = 0; k < Inputs.Length; k++)
            ports.AddRange(ModuleText.Ports(PortOf(k), Inputs[k].Width, isInput: true));
        ports.AddRange(ModuleText.Ports("m", Output.Width, isInput: false));
        var text = new ModuleText(
            [$"Layer '{HdlName.InComment(Planned.Layer.Name)}' of {HdlName.InComment(origin)}: {Purpose}", "", $"{inputs} -> {Size(Planned.Layer.OutputShape)} of {Format(Planned.Output)}. Written by crossbar rtl."],
            Module,
            this is CrossbarRtl ? [.. ArrayParameters.Of(ArrayTiming.Fastest), ArrayParameters.Copies("ARRAY_COPIES", 1)] : [],
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

    /// <summary>Adds line buffers.</summary>
    /// <param name="text">The module.</param>
    /// <param name="name">Name of the instance.</param>
    /// <param name="walk">How the window walks.</param>
    /// <param name="channels">Channels.</param>
    /// <param name="bits">Bits of a channel.</param>
    /// <param name="padding">What lies outside of the image.</param>
    /// <param name="from">The stream of pixels.</param>
    /// <param name="to">The stream of windows.</param>
    protected static void Windows(ModuleText text, string name, WindowWalk walk, int channels, int bits, long padding, string from, string to)
    {
        var window = walk.Window;
        text.Stage(
            "window_buffer",
            name,
            [
                ("CHANNELS", channels), ("BITS", bits), ("HEIGHT", walk.Input.Height), ("WIDTH", walk.Input.Width),
                ("KERNEL_HEIGHT", window.KernelHeight), ("KERNEL_WIDTH", window.KernelWidth), ("STRIDE_Y", window.StrideY), ("STRIDE_X", window.StrideX),
                ("DILATION_Y", window.DilationY), ("DILATION_X", window.DilationX), ("PAD_TOP", window.PadTop), ("PAD_LEFT", window.PadLeft),
                ("PAD_BOTTOM", walk.Bottom), ("PAD_RIGHT", walk.Right), ("OUTPUT_HEIGHT", walk.Output.Height), ("OUTPUT_WIDTH", walk.Output.Width),
                ("PAD_VALUE", padding),
            ],
            from,
            to);
    }
}
