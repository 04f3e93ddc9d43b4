namespace Crossbar.Runtime.Devices;

/// <summary>
/// Standard normal numbers for noise, of which every read of every column needs one: the ziggurat of Marsaglia and Tsang (J. Stat. Softw. 5(8), 2000)
/// with 128 layers and the constants of Doornik (2005). Exact in distribution, and ten times as fast as logarithm and cosine.
/// </summary>
internal static class NormalZiggurat
{
    private const int Layers = 128;

    // Where the tail begins, and the area of each layer.
    private const double Tail = 3.442619855899;
    private const double Area = 9.91256303526217e-3;

    private static readonly double[] Edges = MakeEdges();
    private static readonly double[] Ratios = MakeRatios();

    /// <summary>The next number of a stream.</summary>
    /// <param name="random">The stream.</param>
    public static double Next(ref RandomSequence random)
    {
        while (true)
        {
            var bits = random.NextBits();
            var layer = (int)(bits & (Layers - 1));
            // 53 bits above those of the layer: uniform in (-1, 1).
            var uniform = (((bits >> 11) + 0.5) * (2.0 / (1UL << 53))) - 1;
            if (Math.Abs(uniform) < Ratios[layer])
                return uniform * Edges[layer];
            if (layer == 0)
                return TailNumber(ref random, uniform < 0);
            var x = uniform * Edges[layer];
            var (low, high) = (Density(Edges[layer], x), Density(Edges[layer + 1], x));
            if (high + (random.NextUniform() * (low - high)) < 1)
                return x;
        }
    }

    private static double Density(double edge, double x) => Math.Exp(-0.5 * ((edge * edge) - (x * x)));

    private static double TailNumber(ref RandomSequence random, bool isNegative)
    {
        double x, y;
        do
        {
            x = Math.Log(random.NextUniform()) / Tail;
            y = Math.Log(random.NextUniform());
        }
        while (-2 * y < x * x);
        return isNegative ? x - Tail : Tail - x;
    }

    private static double[] MakeEdges()
    {
        var edges = new double[Layers + 1];
        var density = Math.Exp(-0.5 * Tail * Tail);
        (edges[0], edges[1]) = (Area / density, Tail);
        for (var i = 2; i < Layers; i++)
        {
            edges[i] = Math.Sqrt(-2 * Math.Log((Area / edges[i - 1]) + density));
            density = Math.Exp(-0.5 * edges[i] * edges[i]);
        }

        return edges;
    }

    private static double[] MakeRatios()
    {
        var ratios = new double[Layers];
        for (var i = 0; i < Layers; i++)
            ratios[i] = Edges[i + 1] / Edges[i];
        return ratios;
    }
}
