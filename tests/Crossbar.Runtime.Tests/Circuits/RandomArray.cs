namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>Arrays and inputs for tests, the same ones in every run.</summary>
internal static class RandomArray
{
    /// <summary>How many patterns there are of ideal wires and connected ends.</summary>
    public const int Patterns = 128;

    /// <summary>Conductances between 1/300 kΩ and 1/15 kΩ; one cell in <paramref name="openOneIn"/> is open.</summary>
    public static double[] Conductances(int rows, int columns, int seed, int openOneIn = int.MaxValue)
    {
        var random = new Random(seed);
        var g = new double[rows * columns];
        foreach (ref var x in g.AsSpan())
            x = random.Next(openOneIn) == 1 ? 0 : 1 / 300e3 + random.NextDouble() * (1 / 15e3 - 1 / 300e3);
        return g;
    }

    /// <summary>Voltages in [0, 0.4) V.</summary>
    public static double[] Voltages(int count, int seed)
    {
        var random = new Random(seed);
        var v = new double[count];
        foreach (ref var x in v.AsSpan())
            x = 0.4 * random.NextDouble();
        return v;
    }

    /// <summary>One of the patterns of ideal wires and connected ends, by its number.</summary>
    public static ArrayResistances Pattern(int pattern) =>
        new((pattern & 1) * 3, (pattern & 2) * 2, (pattern & 4) * 5, (pattern & 8) * 0.5, (pattern & 16) * 100)
        {
            DriveEnds = (LineEnds)(pattern >> 5 & 1), SenseEnds = (LineEnds)(pattern >> 6 & 1),
        };

    /// <summary>Resistances of which each is zero with probability 1/3, else from 0.1 to 10 Ω, with either or both ends connected.</summary>
    public static ArrayResistances Resistances(int seed)
    {
        var random = new Random(seed);
        return new ArrayResistances(Next(), Next(), Next(), Next(), Next()) { DriveEnds = (LineEnds)random.Next(2), SenseEnds = (LineEnds)random.Next(2) };

        double Next() => random.Next(3) == 0 ? 0 : Math.Pow(10, 2 * random.NextDouble() - 1);
    }
}
