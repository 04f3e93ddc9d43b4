namespace Crossbar.Compiler.Netlists.Analog.Functions;

/// <summary>A network in which the functions that circuits make of straight pieces are made of them: what its circuit computes, were its amplifiers ideal.</summary>
internal static class StraightenedNetwork
{
    /// <summary>The network with sums of ReLUs in place of functions.</summary>
    /// <param name="design">The network.</param>
    /// <param name="fits">The pieces of each layer, by its position; those that are exact stay.</param>
    public static NetworkDesign Of(NetworkDesign design, IReadOnlyDictionary<int, (int Input, PieceFit Fit)> fits)
    {
        var layers = ImmutableArray.CreateBuilder<Layer>();
        var values = new int[design.Layers.Length + 1];
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (fits.TryGetValue(k, out var straight) && !straight.Fit.IsExact)
                Add(layers, design.Layers[k], values[straight.Input], straight.Fit.Pieces);
            else
                layers.Add(design.Layers[k] with { Inputs = [.. design.Layers[k].Inputs.Select(input => values[input])] });
            values[k + 1] = layers.Count;
        }

        return design with { Layers = layers.ToImmutable() };
    }

    // offset + slope·x + Σ rise·max(x − at, 0).
    private static void Add(ImmutableArray<Layer>.Builder layers, Layer layer, int input, PiecewiseLinear pieces)
    {
        var shape = layer.OutputShape;
        var sum = Scaled(input, pieces.First.Slope, pieces.First.Offset);
        foreach (var (at, rise) in pieces.Bends)
        {
            var shifted = Scaled(input, 1, -at);
            layers.Add(new Relu { Name = Name(), Inputs = [shifted], OutputShape = shape });
            var part = Scaled(layers.Count, rise, 0);
            layers.Add(new Add { Name = Name(), Inputs = [sum, part], OutputShape = shape });
            sum = layers.Count;
        }

        int Scaled(int value, double scale, double shift)
        {
            layers.Add(new ScaleShift { Name = Name(), Inputs = [value], OutputShape = shape, Scale = [(float)scale], Shift = [(float)shift] });
            return layers.Count;
        }

        string Name() => $"{layer.Name}/{layers.Count}";
    }
}
