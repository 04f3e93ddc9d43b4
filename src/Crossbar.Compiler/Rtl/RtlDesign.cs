using Crossbar.Compiler.Scheduling;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>The digital half of a chip as modules, and the streams between them.</summary>
internal sealed class RtlDesign
{
    private RtlDesign(string top, FixedPointNetwork network, LayerPipeline pipeline, ArrayPlan plan, ImmutableArray<RtlLayer> layers, RtlStream input) =>
        (Top, Network, Pipeline, Plan, Layers, Input) = (top, network, pipeline, plan, layers, input);

    /// <summary>Name of the chip's module.</summary>
    public string Top { get; }

    /// <summary>The network in whole numbers.</summary>
    public FixedPointNetwork Network { get; }

    /// <summary>How the layers take and give beats.</summary>
    public LayerPipeline Pipeline { get; }

    /// <summary>How fast the arrays are, and how many copies each has.</summary>
    public ArrayPlan Plan { get; }

    /// <summary>The layers; a softmax at the end is the host's.</summary>
    public ImmutableArray<RtlLayer> Layers { get; }

    /// <summary>The chip's input.</summary>
    public RtlStream Input { get; }

    /// <summary>The chip's output: the scores.</summary>
    public RtlStream Output => Layers[^1].Output;

    /// <summary>Reads for an image along the longest path, one after the other (paper, section 5); the arrays of a layer read together.</summary>
    public int LongestReads
    {
        get
        {
            var reads = new int[Layers.Length + 1];
            for (var k = 0; k < Layers.Length; k++)
                reads[k + 1] = Layers[k].Planned.Layer.Inputs.Max(value => reads[value]) + (Layers[k].Planned is FixedPointCrossbars layer ? layer.Crossbars.Reads : 0);
            return reads[^1];
        }
    }

    /// <summary>The stream of a value.</summary>
    /// <param name="value">0 for the input, k for the output of layer k − 1.</param>
    public RtlStream StreamOf(int value) => value == 0 ? Input : Layers[value - 1].Output;

    /// <summary>Plans the modules.</summary>
    /// <param name="className">The class that the chip is named after.</param>
    /// <param name="design">The compiled network.</param>
    /// <param name="plan">How fast the arrays are, and how many copies each has.</param>
    /// <exception cref="CompilationException">A layer cannot be built (CBX0096, CBX0097).</exception>
    public static RtlDesign Of(string className, NetworkDesign design, ArrayPlan plan)
    {
        FixedPointNetwork network;
        try
        {
            network = FixedPointNetwork.Of(design.InputShape, design.Layers, design.Hardware, new CrossbarOptions());
        }
        catch (NotSupportedException refused)
        {
            throw new CompilationException(Descriptors.NoFixedPoint, null, refused.Message);
        }

        var top = HdlName.OfTop(className);
        var input = new RtlStream("s", design.InputShape.Channels, network.Formats[0].Bits, design.InputShape.Height * design.InputShape.Width);
        var layers = new List<RtlLayer>();
        foreach (var planned in network.Layers)
        {
            if (planned.Layer is Softmax)
                break;
            var shapes = planned.Layer.Inputs.Select(design.ShapeOf).ToImmutableArray();
            var streams = planned.Layer.Inputs.Select(value => value == 0 ? input : layers[value - 1].Output).ToImmutableArray();
            layers.Add(Build(top, layers.Count, planned, streams, shapes));
        }

        return layers.Count == 0
            ? throw new CompilationException(Descriptors.NoHardware, null, "The network has no layers.")
            : new RtlDesign(top, network, LayerPipeline.Of(design), plan, [.. layers], input);
    }

    private static RtlLayer Build(string top, int index, FixedPointLayer planned, ImmutableArray<RtlStream> streams, ImmutableArray<TensorShape> shapes)
    {
        var (from, to) = (shapes[0], planned.Layer.OutputShape);
        return planned switch
        {
            FixedPointCrossbars { Crossbars.ReadsWholeImage: true } => throw new CompilationException(
                Descriptors.NoHardware, null, $"Layer '{planned.Layer.Name}' takes in a whole image at once (Mapping=Toeplitz), for which there is no hardware: map it otherwise."),
            FixedPointCrossbars crossbars => new CrossbarRtl(top, index, crossbars, streams, shapes),
            SaturatedValues or FixedPointScaleShift or FixedPointTable => new ElementwiseRtl(top, index, planned, streams, shapes),
            FixedPointMean => new PoolRtl(top, index, planned, streams, shapes),
            FixedPointSum => new JoinRtl(top, index, planned, streams, shapes),
            UnchangedValues { Layer: MaxPool } => new PoolRtl(top, index, planned, streams, shapes),
            UnchangedValues { Layer: Concat { Turns: 1 } } when shapes.All(shape => (shape.Height, shape.Width) == (to.Height, to.Width)) => new JoinRtl(top, index, planned, streams, shapes),
            UnchangedValues { Layer: Reshape } when (from.Channels, from.Height, from.Width) == (to.Channels, to.Height, to.Width) => new ElementwiseRtl(top, index, planned, streams, shapes),
            UnchangedValues { Layer: Reshape } when to.Channels == from.Length => new FlattenRtl(top, index, planned, streams, shapes),
            _ => throw new CompilationException(
                Descriptors.NoHardware,
                null,
                $"Layer '{planned.Layer.Name}' ({planned.Layer.OperatorName}) takes {string.Join(" and ", shapes.AsEnumerable())} to {to}, for which there is no hardware: streams are images pixel by pixel, which layers may join along the channels and flatten, and nothing else."),
        };
    }
}
