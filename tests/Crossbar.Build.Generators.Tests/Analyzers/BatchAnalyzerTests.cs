namespace Crossbar.Build.Generators.Tests.Analyzers;

public sealed class BatchAnalyzerTests
{
    [Theory]
    [InlineData("foreach (var image in images) SmallCrossbar.Classify(image);")]
    [InlineData("for (var n = 0; n < images.Length; n++) { var answer = SmallCrossbar.Classify(images[n]); System.Console.WriteLine(answer.Index); }")]
    [InlineData("for (var n = 0; n < 10; n++) { var image = all.AsSpan(12 * n, 12); SmallCrossbar.Predict(image, scores); }")]
    [InlineData("foreach (var image in images) { if (image[0] > 0) SmallCrossbar.Default.Network.Classify(image); }")]
    [InlineData("while (true) { foreach (var image in images) SmallCrossbar.Classify(image); }")]
    public async Task One_image_at_a_time_is_pointed_out(string statement)
    {
        var found = Assert.Single(await AnalyzerRun.On(In(statement)));

        Assert.Equal(GeneratorDiagnostics.BatchFits.Id, found.Id);
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Info, found.Severity);
        Assert.Contains("Batch'", found.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    // One image again and again; bytes, which have no batch form; an end before the end; waiting; a stream; batches already.
    [InlineData("for (var n = 0; n < 100; n++) SmallCrossbar.Classify(all);")]
    [InlineData("foreach (var pixels in bytes) SmallCrossbar.Classify(pixels);")]
    [InlineData("foreach (var image in images) { if (SmallCrossbar.Classify(image).Index == 1) break; }")]
    [InlineData("foreach (var image in images) { if (SmallCrossbar.Classify(image).Index == 1) return; }")]
    [InlineData("foreach (var image in images) { SmallCrossbar.Classify(image); await System.Threading.Tasks.Task.Yield(); }")]
    [InlineData("while (true) { var image = images[0]; SmallCrossbar.Classify(image); }")]
    [InlineData("for (;;) { var image = images[0]; SmallCrossbar.Classify(image); }")]
    [InlineData("foreach (var image in images) SmallCrossbar.ClassifyBatch(image);")]
    [InlineData("foreach (var image in images) { System.Action later = () => SmallCrossbar.Classify(image); }")]
    [InlineData("SmallCrossbar.Classify(images[0]);")]
    public async Task Where_a_batch_does_not_fit_nothing_is_said(string statement) => Assert.Empty(await AnalyzerRun.On(In(statement)));

    private static string In(string statement) => $$"""
        using System;
        using Demo.Nets;

        class Program
        {
            static async System.Threading.Tasks.Task Run(float[][] images, byte[][] bytes, float[] all, float[] scores)
            {
                {{statement}}
            }
        }
        """;
}
