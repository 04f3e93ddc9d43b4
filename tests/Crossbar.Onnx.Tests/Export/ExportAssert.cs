using Crossbar.Compiler.Export;

namespace Crossbar.Onnx.Tests.Export;

/// <summary>What tests say of exported models.</summary>
internal static class ExportAssert
{
    /// <summary>Exports a network and runs it, all images in one batch, in ONNX Runtime.</summary>
    public static float[] RunExported(NetworkDesign design, float[][] images) => Run(NetworkExporter.Export(design, "image", "scores"), design, images);

    /// <summary>Runs an exported model.</summary>
    public static float[] Run(byte[] model, NetworkDesign design, float[][] images)
    {
        using var session = new OnnxRuntimeSession(model);
        return session.Run(images.SelectMany(image => image).ToArray(), [images.Length, .. design.InputShape.Dimensions]);
    }

    /// <summary>Runs the network itself.</summary>
    public static float[] Run(NetworkDesign design, float[][] images, CrossbarOptions? options = null)
    {
        var scores = new float[images.Length * design.OutputShape.Length];
        new CrossbarNetwork(design, options).PredictBatch(images.SelectMany(image => image).ToArray(), scores);
        return scores;
    }

    /// <summary>The greatest difference, relative to the greatest finite score; infinite where only one of two scores is a number.</summary>
    public static double Difference(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var largest = expected.Where(float.IsFinite).Select(MathF.Abs).DefaultIfEmpty().Max();
        return expected.Zip(actual, Distance).Max() / Math.Max(largest, 1e-30);
    }

    // Max passes over NaN.
    private static double Distance(float expected, float actual)
    {
        var difference = expected.Equals(actual) ? 0.0 : Math.Abs((double)expected - actual);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }

    /// <summary>Some images with elements in [−1, 1).</summary>
    public static float[][] Images(NetworkDesign design, int count) => [.. Enumerable.Range(1, count).Select(seed => ImportAssert.Image(design.InputShape.Length, seed))];
}
