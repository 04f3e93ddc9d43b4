using Crossbar.Compiler.Export.Graph;

namespace Crossbar.Compiler.Export.Layers;

/// <summary>A factor and a summand of each channel.</summary>
internal static class ScaleShiftExport
{
    public static ExportedValue Run(LayerExport export, ScaleShift layer)
    {
        var scaled = export.Node("Mul", [export.Input.Name, export.Graph.Numbers("scale", layer.Scale.AsSpan(), Dimensions(layer.Scale.Length))]);
        return export.Result(export.Node("Add", [scaled, export.Graph.Numbers("shift", layer.Shift.AsSpan(), Dimensions(layer.Shift.Length))]));

        int[] Dimensions(int count) => [1, .. export.OutputDimensions.Select((_, axis) => axis == 0 ? count : 1)];
    }
}
