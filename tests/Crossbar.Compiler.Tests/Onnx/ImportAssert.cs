using System.Collections.Immutable;
using Crossbar.Compiler.Onnx.Importing;

namespace Crossbar.Compiler.Tests.Onnx;

/// <summary>What tests say of a model: that it computes what ONNX Runtime does, or that it is refused with certain diagnostics.</summary>
internal static class ImportAssert
{
    /// <summary>Imports a file's content.</summary>
    public static ImportedModel Import(byte[] content, DiagnosticBag? diagnostics = null)
    {
        using var folder = new TemporaryFolder();
        return OnnxImporter.Import(folder.Write("model.onnx", content), diagnostics ?? new DiagnosticBag());
    }

    /// <summary>Imports a model that must be importable.</summary>
    public static ImportedModel Imports(ModelBuilder model)
    {
        var diagnostics = new DiagnosticBag();
        var imported = Import(model.ToBytes(), diagnostics);
        Assert.Empty(diagnostics.All);
        return imported;
    }

    /// <summary>Imports a model and compares its scores for three images with ONNX Runtime's, to 1e-5 of the largest.</summary>
    public static ImportedModel AgreesWithOnnxRuntime(ModelBuilder model)
    {
        var imported = Imports(model);
        using var session = new OnnxRuntimeSession(model.ToBytes());
        var images = Enumerable.Range(1, 3).Select(seed => Image(imported.Design.InputShape.Length, seed));
        var (difference, largest) = Compare(imported.Design, session, images);
        Assert.True(difference <= 1e-5f * largest, $"The scores differ from ONNX Runtime's by {difference}; the largest is {largest}.");
        return imported;
    }

    /// <summary>Runs a design and ONNX Runtime on the same images.</summary>
    /// <returns>The greatest absolute difference between their scores, and the greatest absolute score.</returns>
    public static (float Difference, float Largest) Compare(NetworkDesign design, OnnxRuntimeSession session, IEnumerable<float[]> images)
    {
        var network = new CrossbarNetwork(design);
        var scores = new float[design.OutputShape.Length];
        var batch = (int)Math.Max(1, session.InputShape[0]);
        var (difference, largest) = (0f, 0f);
        foreach (var image in images)
        {
            // A model made for N images gets the same one N times, and must say the same N times.
            float[] repeated = [.. Enumerable.Repeat(image, batch).SelectMany(i => i)];
            var expected = session.Run(repeated, [batch, .. design.InputShape.Dimensions]);
            Assert.Equal(scores.Length * batch, expected.Length);
            network.Predict(image, scores);
            for (var k = 0; k < expected.Length; k++)
            {
                Assert.True(float.IsFinite(scores[k % scores.Length]));
                difference = MathF.Max(difference, MathF.Abs(expected[k] - scores[k % scores.Length]));
                largest = MathF.Max(largest, MathF.Abs(expected[k]));
            }
        }

        return (difference, largest);
    }

    /// <summary>The diagnostics with which a model is refused.</summary>
    public static ImmutableArray<Diagnostic> Refused(ModelBuilder model) => Refused(model.ToBytes());

    /// <summary>The diagnostics with which a file is refused.</summary>
    public static ImmutableArray<Diagnostic> Refused(byte[] content) =>
        Assert.Throws<CompilationException>(() => Import(content)).Diagnostics;

    /// <summary>Checks that a model is refused with one diagnostic, and gives its text.</summary>
    public static string RefusedWith(DiagnosticDescriptor descriptor, ModelBuilder model) => RefusedWith(descriptor, model.ToBytes());

    /// <summary>Checks that a file is refused with one diagnostic, and gives its text.</summary>
    public static string RefusedWith(DiagnosticDescriptor descriptor, byte[] content) => Reported.Only(descriptor, Refused(content)).Message;

    /// <summary>Pseudo-random elements in [−1, 1).</summary>
    public static float[] Image(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
