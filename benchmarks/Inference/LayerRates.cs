using Crossbar.Benchmarks.Solver;
using Crossbar.Compiler.Chip;
using Crossbar.Runtime;
using Crossbar.Runtime.Layers;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Benchmarks.Inference;

/// <summary>Each shape of convolution alone, in software and on crossbars: its time, and the rate of the plain layer's operations against the core's peak.</summary>
internal static class LayerRates
{
    /// <summary>Measures the layers of a compiled network and prints a row for each shape, and the time of the network beside the sum of its convolutions'.</summary>
    public static void Print(string model, CompiledNetwork compiled)
    {
        // Single precision: twice as many numbers per register as the double precision that is measured.
        var peak = 2 * PeakRate.Measure();
        Console.WriteLine($"{model}: peak rate of one core {peak / 1e9:F0} Gflop/s; one thread");
        Console.WriteLine("| layers | input | output | window | groups | Mflop | software, µs | of peak | arrays | crossbar, µs | of peak |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        var (software, crossbar) = (compiled.Software, compiled.Design);
        var (softwareSum, crossbarSum) = (0.0, 0.0);
        var shapes = Enumerable.Range(0, software.Layers.Length).Where(k => software.Layers[k] is Convolution)
            .GroupBy(k => (Input: software.ShapeOf(software.Layers[k].Inputs[0]).ToString(), Output: software.Layers[k].OutputShape.ToString(), ((Convolution)software.Layers[k]).Window, ((Convolution)software.Layers[k]).Groups, ((CrossbarConvolution)crossbar.Layers[k]).Tiles.Length));
        foreach (var shape in shapes)
        {
            var plain = (Convolution)software.Layers[shape.First()];
            var arrays = (CrossbarConvolution)crossbar.Layers[shape.First()];
            var input = software.ShapeOf(plain.Inputs[0]);
            var range = arrays.InputRangeOf(arrays.Tiles[0]);
            var seconds = Seconds(input, range.Minimum, range.Width, plain with { Inputs = [0] }, arrays with { Inputs = [0] }, crossbar.Hardware);
            var operations = 2.0 * plain.KernelLength * plain.OutputShape.Length;
            Console.WriteLine(
                $"| {shape.Count()} | {shape.Key.Input} | {shape.Key.Output} | {plain.Window.KernelHeight}×{plain.Window.KernelWidth}, stride {plain.Window.StrideY} | {plain.Groups} | {operations / 1e6:F2} "
                + $"| {seconds[0] * 1e6:F1} | {operations / seconds[0] / peak:P0} | {shape.Key.Length} | {seconds[1] * 1e6:F1} | {operations / seconds[1] / peak:P0} |");
            (softwareSum, crossbarSum) = (softwareSum + (shape.Count() * seconds[0]), crossbarSum + (shape.Count() * seconds[1]));
        }

        var whole = new[] { software, crossbar }.Select(design =>
        {
            var network = new CrossbarNetwork(design);
            var (image, scores) = (Sample.RandomImages(design.InputShape.Length), new float[network.ClassCount]);
            return Timing.Medians(() => network.Predict(image, scores))[0];
        }).ToArray();
        Console.WriteLine($"All convolutions {softwareSum * 1e6:F0} µs of the software network's {whole[0] * 1e6:F0}, {crossbarSum * 1e6:F0} µs of the crossbars' {whole[1] * 1e6:F0}");
        Console.WriteLine();
    }

    private static double[] Seconds(TensorShape input, float minimum, float width, Layer plain, Layer arrays, HardwareDesign hardware)
    {
        var image = new float[input.Length];
        for (var k = 0; k < image.Length; k++)
            image[k] = minimum + ((k * 7919 % 1000) * 1e-3f * width);
        var output = new float[plain.OutputShape.Length];
        return Timing.Medians([.. new[] { plain, arrays }.Select(layer =>
        {
            var network = new CrossbarNetwork(new NetworkDesign { InputShape = input, Layers = [layer], Hardware = hardware });
            return (Action)(() => network.Predict(image, output));
        })]);
    }
}
