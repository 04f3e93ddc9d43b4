using Crossbar.Compiler.Export.Graph;
using Crossbar.Compiler.Export.Layers;
using Crossbar.Compiler.Onnx.Proto;
using Google.Protobuf;

namespace Crossbar.Compiler.Export;

/// <summary>
/// Writes a network as an ONNX model of standard operators: what the chip computes, with its transfer matrices, converters and fits as
/// constants. The model takes and gives what the network does, [N, ...] with any N.
/// </summary>
public static class NetworkExporter
{
    // The first that goes with operator set 13.
    private const int IrVersion = 7;

    /// <summary>Exports a network.</summary>
    /// <param name="design">The network: on crossbars, or digital.</param>
    /// <param name="inputName">Name of the model's input.</param>
    /// <param name="outputName">Name of the model's output; another than the input's.</param>
    /// <param name="properties">What the model says of itself: its metadata.</param>
    /// <returns>The file's content, always the same for the same network.</returns>
    /// <exception cref="CompilationException">A crossbar layer has nonlinear cells (CBX0082) or converters that are not as designed (CBX0087), or the model would exceed 2 GiB (CBX0083).</exception>
    public static byte[] Export(NetworkDesign design, string inputName, string outputName, params ReadOnlySpan<(string Name, string Value)> properties)
    {
        ArgumentNullException.ThrowIfNull(design);
        ExportableChip.Check(design.Layers.FirstOrDefault(l => l is CrossbarConvolution), design.Hardware, null);
        var graph = new ExportedGraph("effective network", inputName, outputName, design.InputShape.Dimensions);
        var values = new List<ExportedValue> { graph.Input };
        for (var k = 0; k < design.Layers.Length; k++)
        {
            var layer = design.Layers[k];
            graph.Prefix = layer.Name;
            values.Add(Export(new LayerExport(graph, k, layer, [.. layer.Inputs.Select(i => values[i])], [.. layer.Inputs.Select(design.ShapeOf)], design.Hardware)));
        }

        var model = new ModelProto
        {
            IrVersion = IrVersion,
            ProducerName = ModelExporter.Producer,
            Graph = graph.Finish(values[^1]),
        };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = ExportedGraph.Opset });
        foreach (var (name, value) in properties)
            model.MetadataProps.Add(new StringStringEntryProto { Key = name, Value = value });
        return model.ToByteArray();
    }

    private static ExportedValue Export(LayerExport export) => export.Layer switch
    {
        CrossbarConvolution layer => CrossbarExport.Run(export, layer),
        Convolution layer => ConvolutionExport.Run(export, layer),
        MaxPool layer => PoolExport.Run(export, layer),
        AveragePool layer => PoolExport.Run(export, layer),
        Relu => export.Result(export.Node("Relu", [export.Input.Name])),
        Unary layer => UnaryExport.Run(export, layer),
        Add => export.Result(export.Node("Add", [export.Inputs[0].Name, export.Inputs[1].Name])),
        Binary layer => BinaryExport.Run(export, layer),
        Where layer => BinaryExport.Run(export, layer),
        ScaleShift layer => ScaleShiftExport.Run(export, layer),
        Softmax => SoftmaxExport.Run(export),
        Reshape => export.Result(export.Graph.Shaped(export.Input, export.OutputDimensions.AsSpan())),
        Constant layer => ConstantExport.Run(export, layer),
        Concat layer => ConcatExport.Run(export, layer),
        Rearrangement layer => RearrangementExport.Run(export, layer),
        Resampling layer => ResamplingExport.Run(export, layer),
        Reduce layer => ReduceExport.Run(export, layer),
        _ => throw new NotSupportedException($"Layer '{export.Layer.Name}' is of a kind that is not exported: {export.Layer.OperatorName}."),
    };
}
