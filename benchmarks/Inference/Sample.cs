using Crossbar.Runtime.Devices;

namespace Crossbar.Benchmarks.Inference;

/// <summary>What benchmarks of networks run on.</summary>
internal static class Sample
{
    /// <summary>The folder of the checkout.</summary>
    public static string Checkout
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Crossbar.Build.sln")))
                folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Run this inside a checkout.");
            return folder;
        }
    }

    /// <summary>Noise, which costs what photographs cost: nothing that is timed depends on values.</summary>
    /// <param name="length">Length of all images.</param>
    public static float[] RandomImages(int length)
    {
        var random = RandomSequence.For(1, 0, 0);
        var values = new float[length];
        foreach (ref var value in values.AsSpan())
            value = (float)random.NextUniform();
        return values;
    }
}
