using Crossbar.Compiler.Chip;

namespace Crossbar.Compiler.Tests.Pipeline;

/// <summary>Of a calibrated network every output of a layer on crossbars has the mean that it has in software: residuals of a fit with an intercept have a mean of 0.</summary>
internal static class MeanOutputs
{
    /// <summary>Holds every output's mean over the images that the network was calibrated on against software's.</summary>
    public static void AssertEqual(CompiledNetwork compiled, IEnumerable<float[]> images)
    {
        var (software, chip) = (new CrossbarNetwork(compiled.Software), new CrossbarNetwork(compiled.Design));
        var wanted = images.Select(image => software.Trace(image)).ToArray();
        var actual = images.Select(image => chip.Trace(image)).ToArray();
        foreach (var layer in compiled.Layers)
        {
            var value = layer.Unrolled.Index + 1;
            var positions = layer.Unrolled.OutputShape.Length / layer.Unrolled.OutputShape.Channels;
            for (var c = 0; c < layer.Unrolled.OutputShape.Channels; c++)
            {
                double Mean(float[][][] traces) => traces.Average(t => t[value].AsSpan(c * positions, positions).ToArray().Average());
                Assert.Equal(Mean(wanted), Mean(actual), 2e-4);
            }
        }
    }
}
