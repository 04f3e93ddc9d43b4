using Crossbar.Compiler.Netlists.Analog.Functions;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>
/// What an activation of 1 is in volt, value by value. Arrays are linear, so that any scale is exact; the scales chosen keep every array's
/// inputs within its DACs' range, the bends of functions within full scale, and the network's outputs too.
/// </summary>
/// <param name="Volts">One scale a value of the network, in volt; infinite for one that has no circuit.</param>
/// <param name="Fits">The straight pieces of the layers that are functions of each element, by position: one for each of a layer's functions.</param>
internal sealed record VoltageScales(double[] Volts, ImmutableDictionary<int, ImmutableArray<PieceFit>> Fits)
{
    // Closer than this, in activations, the runtime's single precision does not tell functions.
    private const double LeastError = 1e-5;

    /// <summary>The scales of a network.</summary>
    /// <param name="graph">The network on crossbars.</param>
    /// <param name="outputs">Its outputs for some image.</param>
    public static VoltageScales Of(AnalogGraph graph, ReadOnlySpan<float> outputs)
    {
        var design = graph.Design;
        var fullScale = design.Hardware.InputVoltage;
        var scales = new double[design.Layers.Length + 1];
        Array.Fill(scales, double.PositiveInfinity);
        var fits = ImmutableDictionary.CreateBuilder<int, ImmutableArray<PieceFit>>();
        var largest = 0f;
        foreach (var output in outputs)
            largest = Math.Max(largest, Math.Abs(output));
        scales[^1] = fullScale / Math.Max(largest, float.Epsilon);

        // Backward: what each reader asks for; the least wins.
        for (var k = design.Layers.Length - 1; k >= 0; k--)
        {
            if (!graph.IsNeeded(k + 1))
                continue;
            var wanted = scales[k + 1];
            if (design.Layers[k] is CrossbarConvolution layer)
            {
                wanted = fullScale / layer.Tiles.Max(t => layer.InputRangeOf(t).Width);
            }
            else if (graph.Functions.TryGetValue(k, out var functions))
            {
                var error = Math.Max(LeastError, FunctionCircuit.ErrorShare * fullScale / scales[k + 1]);
                var fitted = functions.Functions.Select(function => PieceFit.Of(function, error)).ToImmutableArray();
                fits.Add(k, fitted);
                wanted = fitted.Min(fit => FunctionCircuit.InputScaleOf(fit.Pieces, scales[k + 1], fullScale));
            }

            foreach (var input in graph.InputsOf(k))
                scales[input] = Math.Min(scales[input], wanted);
        }

        // Forward: circuits without gain hand on what they are given.
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (design.Layers[k] is Relu or MaxPool or AveragePool or Reshape or Rearrangement or Concat or Softmax)
                scales[k + 1] = graph.InputsOf(k).Min(input => scales[input]);
        }

        return new VoltageScales(scales, fits.ToImmutable());
    }
}
