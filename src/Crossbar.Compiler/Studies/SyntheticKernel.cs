namespace Crossbar.Compiler.Studies;

/// <summary>Seeded weights and inputs for studies.</summary>
internal static class SyntheticKernel
{
    /// <summary>Weights, row-major [rows, outputs].</summary>
    public static float[] Weights(KernelKind kind, int rows, int outputs, int seed)
    {
        var random = RandomSequence.For(seed, (int)kind, (rows * 65536) + outputs);
        var weights = new float[rows * outputs];
        foreach (ref var weight in weights.AsSpan())
            weight = (float)Weight(kind, ref random);
        return weights;
    }

    /// <summary>Inputs, row-major [rows, count]: uniform in (0, 1), a share of them 0, as behind a ReLU.</summary>
    public static float[] Inputs(int rows, int count, double sparsity, int seed)
    {
        var random = RandomSequence.For(seed, -1, rows);
        var inputs = new float[rows * count];
        foreach (ref var input in inputs.AsSpan())
        {
            var value = random.NextUniform();
            input = random.NextUniform() < sparsity ? 0 : (float)value;
        }

        return inputs;
    }

    private static double Weight(KernelKind kind, ref RandomSequence random)
    {
        switch (kind)
        {
            case KernelKind.Gaussian:
                return random.NextNormal();
            case KernelKind.OneSided:
                return Math.Abs(random.NextNormal());
            case KernelKind.AwayFromZero:
                var magnitude = Math.Max(0.2, 1 + (0.25 * random.NextNormal()));
                return random.NextUniform() < 0.5 ? -magnitude : magnitude;
            default:
                var chance = random.NextUniform();
                return chance < 0.25 ? -1 : chance < 0.5 ? 1 : 0;
        }
    }
}
