using System.Collections.Immutable;
using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Onnx;
using Crossbar.OnnxRuntime;
using Crossbar.Runtime;
using Crossbar.Tests.Support;

namespace Crossbar.Compiler.Tests.Onnx;

/// <summary>What tests say of a model: that it computes what ONNX Runtime does, or that it is refused with certain diagnostics.</summary>
internal static class ImportAssert
{
    private static readonly Lazy<OnnxRuntimeLibrary> Library = new(() => OnnxRuntimeLibrary.TryLoad(Oracles.OnnxRuntimeLibrary)!);

    /// <summary>Imports a model that must be importable.</summary>
    public static ImportedModel Imports(ModelBuilder model)
    {
        var diagnostics = new DiagnosticBag();
        var imported = TemporaryFolder.Import(model.ToBytes(), diagnostics);
        Assert.Empty(diagnostics.All);
        return imported;
    }

    /// <summary>Imports a model and compares its scores for three images with ONNX Runtime's, to 1e-5 of the largest.</summary>
    public static ImportedModel AgreesWithOnnxRuntime(ModelBuilder model)
    {
        var imported = Imports(model);
        using var session = Library.Value.CreateSession(model.ToBytes(), intraOpThreads: 1);
        Agrees(imported.Design, session, [.. Enumerable.Range(1, 3).Select(seed => Image(imported.Design.InputShape.Length, seed))], 1e-5f);
        return imported;
    }

    /// <summary>Compares a design with ONNX Runtime on images, to a fraction of the largest score.</summary>
    public static void Agrees(NetworkDesign design, OnnxRuntimeSession session, IReadOnlyList<float[]> images, float tolerance)
    {
        var network = new CrossbarNetwork(design);
        var scores = new float[design.OutputShape.Length];
        var declared = session.Inputs[0].Shape;
        var batch = (int)Math.Max(1, declared[0]);
        foreach (var image in images)
        {
            // A model made for N images gets the same one N times, and must say the same N times.
            float[] repeated = [.. Enumerable.Repeat(image, batch).SelectMany(i => i)];
            var expected = session.Run(repeated, [batch, .. design.InputShape.Dimensions]);
            Assert.Equal(scores.Length * batch, expected.Length);
            network.Predict(image, scores);
            var scale = expected.Max(MathF.Abs);
            for (var k = 0; k < expected.Length; k++)
                Assert.True(MathF.Abs(expected[k] - scores[k % scores.Length]) <= tolerance * scale, $"score {k}: {scores[k % scores.Length]}, ONNX Runtime {expected[k]}");
        }
    }

    /// <summary>Opens a model in ONNX Runtime.</summary>
    public static OnnxRuntimeSession OpenSession(string path) => Library.Value.CreateSession(path, intraOpThreads: 1);

    /// <summary>The diagnostics with which a model is refused.</summary>
    public static ImmutableArray<Diagnostic> Refused(ModelBuilder model) => Refused(model.ToBytes());

    /// <summary>The diagnostics with which a file is refused.</summary>
    public static ImmutableArray<Diagnostic> Refused(byte[] content) =>
        Assert.Throws<CompilationException>(() => TemporaryFolder.Import(content)).Diagnostics;

    /// <summary>Checks that a model is refused with one diagnostic, and gives its text.</summary>
    public static string RefusedWith(DiagnosticDescriptor descriptor, ModelBuilder model) => RefusedWith(descriptor, model.ToBytes());

    /// <summary>Checks that a file is refused with one diagnostic, and gives its text.</summary>
    public static string RefusedWith(DiagnosticDescriptor descriptor, byte[] content)
    {
        var diagnostic = Assert.Single(Refused(content));
        Assert.Equal(descriptor.Code, diagnostic.Descriptor.Code);
        return diagnostic.Message;
    }

    /// <summary>Pseudo-random elements in [−1, 1).</summary>
    public static float[] Image(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
