using Crossbar.Benchmarks.Solver;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Benchmarks.Inference;

/// <summary>Each shape of crossbar layer alone: its time, and the rate of the plain layer's operations against the core's peak.</summary>
internal static class LayerRates
{
    /// <summary>Measures the layers of a compiled network and prints a row for each shape.</summary>
    public static void Print(string model, NetworkDesign design)
    {
        // Single precision: twice as many numbers per register as the double precision that is measured.
        var peak = 2 * PeakRate.Measure();
        Console.WriteLine($"{model}: peak rate of one core {peak / 1e9:F0} Gflop/s; one thread");
        Console.WriteLine("| layers | input | output | window | arrays | µs | Mflop | Gflop/s | of peak |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var shapes = design.Layers.OfType<CrossbarConvolution>()
            .GroupBy(l => (Input: design.ShapeOf(l.Inputs[0]).ToString(), Output: l.OutputShape.ToString(), l.Window, l.Tiles.Length));
        foreach (var shape in shapes)
        {
            var layer = shape.First() with { Inputs = [0] };
            var input = design.ShapeOf(shape.First().Inputs[0]);
            var network = new CrossbarNetwork(new NetworkDesign { InputShape = input, Layers = [layer], Hardware = design.Hardware });
            var image = new float[input.Length];
            var output = new float[layer.OutputShape.Length];
            for (var k = 0; k < image.Length; k++)
                image[k] = layer.InputRange.Minimum + ((k * 7919 % 1000) * 1e-3f * layer.InputRange.Width);
            var seconds = Timing.Medians(() => network.Predict(image, output))[0];
            var operations = 2.0 * layer.KernelLength * layer.OutputShape.Length;
            Console.WriteLine(
                $"| {shape.Count()} | {shape.Key.Input} | {shape.Key.Output} | {layer.Window.KernelHeight}×{layer.Window.KernelWidth}, stride {layer.Window.StrideY} | {shape.Key.Length} "
                + $"| {seconds * 1e6:F1} | {operations / 1e6:F2} | {operations / seconds / 1e9:F0} | {operations / seconds / peak:P0} |");
        }

        Console.WriteLine();
    }
}
