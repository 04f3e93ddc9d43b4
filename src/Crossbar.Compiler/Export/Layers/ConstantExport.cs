using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>A constant: an initializer with a batch of 1.</summary>
internal static class ConstantExport
{
    public static ExportedValue Run(LayerExport export, Constant layer) =>
        new(export.Graph.Numbers("values", layer.Values.AsSpan(), [1, .. export.OutputDimensions]), export.OutputDimensions, IsConstant: true);
}
