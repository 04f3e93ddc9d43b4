namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>
/// What an activation of 1 is in volt, value by value. Arrays are linear, so that any scale is exact; the scales chosen keep every array's
/// inputs within its DACs' range, and the network's outputs within full scale.
/// </summary>
internal static class VoltageScales
{
    /// <summary>One scale a value of the network, in volt.</summary>
    /// <param name="design">The network on crossbars.</param>
    /// <param name="outputs">Its outputs for some image.</param>
    public static double[] Of(NetworkDesign design, ReadOnlySpan<float> outputs)
    {
        var fullScale = design.Hardware.InputVoltage;
        var scales = new double[design.Layers.Length + 1];
        Array.Fill(scales, double.PositiveInfinity);
        var largest = 0f;
        foreach (var output in outputs)
            largest = Math.Max(largest, Math.Abs(output));
        scales[^1] = fullScale / Math.Max(largest, float.Epsilon);

        // Backward: what each reader asks for; the least wins.
        for (var k = design.Layers.Length - 1; k >= 0; k--)
        {
            var wanted = design.Layers[k] is CrossbarConvolution layer ? fullScale / layer.Tiles.Max(t => layer.InputRangeOf(t).Width) : scales[k + 1];
            foreach (var input in design.Layers[k].Inputs)
                scales[input] = Math.Min(scales[input], wanted);
        }

        // Forward: circuits without gain hand on what they are given.
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (design.Layers[k] is Relu or MaxPool or AveragePool or Reshape or Softmax)
                scales[k + 1] = scales[design.Layers[k].Inputs[0]];
        }

        return scales;
    }
}
