namespace Crossbar.Build.Generators.Tests.Analyzers;

public sealed class LengthAnalyzerTests
{
    [Theory]
    [InlineData("SmallCrossbar.Classify(new float[100]);", "new float[100]")]
    [InlineData("SmallCrossbar.Classify(new byte[100]);", "new byte[100]")]
    [InlineData("SmallCrossbar.Classify(stackalloc float[100]);", "stackalloc float[100]")]
    [InlineData("SmallCrossbar.Classify(stackalloc[] { 1f, 2f });", "stackalloc[] { 1f, 2f }")]
    [InlineData("SmallCrossbar.Classify(stackalloc float[] { 1f, 2f });", "stackalloc float[] { 1f, 2f }")]
    [InlineData("SmallCrossbar.Classify(new float[] { 1, 2, 3 });", "new float[] { 1, 2, 3 }")]
    [InlineData("SmallCrossbar.Classify(new[] { 1f, 2f, 3f });", "new[] { 1f, 2f, 3f }")]
    [InlineData("System.ReadOnlySpan<float> three = [1, 2, 3]; SmallCrossbar.Classify(three);", "three")]
    [InlineData("SmallCrossbar.Classify(new float[SmallCrossbar.InputLength + 1]);", "new float[SmallCrossbar.InputLength + 1]")]
    [InlineData("var image = new float[100]; image[3] = 1; SmallCrossbar.Classify(image);", "image")]
    [InlineData("System.Span<float> image = stackalloc float[100]; SmallCrossbar.Classify(image);", "image")]
    [InlineData("var all = new float[24]; SmallCrossbar.Classify(all.AsSpan(0, 13));", "all.AsSpan(0, 13)")]
    [InlineData("var all = new float[24]; SmallCrossbar.Classify(all.AsSpan());", "all.AsSpan()")]
    [InlineData("new SmallCrossbar().Network.Classify(new float[100]);", "new float[100]")]
    [InlineData("SmallCrossbar.Default.Network.Predict(new float[12], new float[3]);", "new float[3]")]
    [InlineData("SmallCrossbar.Predict(new float[12], new float[10]);", "new float[10]")]
    [InlineData("SmallCrossbar.ClassifyBatch(new float[30]);", "new float[30]")]
    [InlineData("SmallCrossbar.PredictBatch(new float[24], new float[5]);", "new float[5]")]
    [InlineData("LeastCrossbar.Classify(new float[12]);", "new float[12]")]
    public async Task A_length_that_is_known_and_wrong_is_found(string statement, string expected)
    {
        var found = Assert.Single(await AnalyzerRun.On(In(statement)));

        Assert.Equal($"{AnalyzerFacts.WrongLength} {expected}", AnalyzerRun.Show(found));
    }

    [Theory]
    [InlineData("SmallCrossbar.Classify(new float[12]);")]
    [InlineData("SmallCrossbar.Classify(new float[SmallCrossbar.InputLength]);")]
    [InlineData("SmallCrossbar.Classify(stackalloc float[12]);")]
    [InlineData("SmallCrossbar.Classify(new float[count]);")]
    [InlineData("var image = new float[100]; image = new float[12]; SmallCrossbar.Classify(image);")]
    [InlineData("var image = new float[100]; System.Array.Resize(ref image, 12); SmallCrossbar.Classify(image);")]
    [InlineData("var image = new float[100]; (image, count) = (new float[12], 1); SmallCrossbar.Classify(image);")]
    [InlineData("var all = new float[24]; SmallCrossbar.Classify(all.AsSpan(12));")]
    [InlineData("var all = new float[24]; SmallCrossbar.Classify(all.AsSpan(length: 12, start: 0));")]
    [InlineData("var all = new float[24]; SmallCrossbar.Classify(all.AsSpan(count, SmallCrossbar.InputLength));")]
    [InlineData("SmallCrossbar.ClassifyBatch(new float[24]);")]
    [InlineData("SmallCrossbar.PredictBatch(new float[24], new float[4]);")]
    [InlineData("float[] one = [1]; float[] many = [.. one, 2]; SmallCrossbar.Classify(many);")]
    [InlineData("new Other().Classify(new float[100]);")]
    // Code that does not compile must not keep the analyzer busy for ever.
    [InlineData("var a = b; var b = a; SmallCrossbar.Classify(a);")]
    public async Task A_right_or_unknown_length_is_not(string statement) => Assert.Empty(await AnalyzerRun.On(In(statement)));

    [Theory]
    [InlineData("SmallCrossbar.Classify(new float[100]);", "SmallCrossbar.Classify(new float[SmallCrossbar.InputLength]);")]
    [InlineData("SmallCrossbar.Classify(stackalloc float[100]);", "SmallCrossbar.Classify(stackalloc float[SmallCrossbar.InputLength]);")]
    [InlineData("var image = new float[100]; SmallCrossbar.Classify(image);", "var image = new float[SmallCrossbar.InputLength]; SmallCrossbar.Classify(image);")]
    [InlineData("SmallCrossbar.Predict(new float[12], new float[10]);", "SmallCrossbar.Predict(new float[12], new float[SmallCrossbar.ClassCount]);")]
    [InlineData("SmallCrossbar.Classify(new float[] { 1, 2, 3 });", null)]
    [InlineData("SmallCrossbar.ClassifyBatch(new float[30]);", null)]
    public async Task A_size_is_replaced_by_the_networks_own(string statement, string? expected) =>
        Assert.Equal(expected is null ? null : In(expected), await AnalyzerRun.Fix(In(statement)));

    private static string In(string statement) => $$"""
        using System;
        using Demo.Nets;

        class Other { public void Classify(float[] image) { } }

        class Program
        {
            static void Run(int count)
            {
                {{statement}}
            }
        }
        """;
}
