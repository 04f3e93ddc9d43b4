using Crossbar.Compiler.Data;
using Crossbar.Compiler.Evaluation;

namespace Crossbar.Compiler.Tests.Evaluation;

public sealed class EvaluatorTests
{
    // Tabulated: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void Wilsons_interval_is_the_tabulated_one(int successes, int trials, double low, double high)
    {
        var interval = WilsonInterval.Of(successes, trials);
        Assert.Equal(low, interval.Low, 5e-5);
        Assert.Equal(high, interval.High, 5e-5);
        var mirrored = WilsonInterval.Of(trials - successes, trials);
        Assert.Equal(1 - high, mirrored.Low, 5e-5);
        Assert.Equal(1 - low, mirrored.High, 5e-5);
    }

    // The network says what its input says, so the scores are the images.
    [Fact]
    public void Scores_are_in_the_images_order_and_the_right_ones_are_counted()
    {
        const int Count = 600;
        using var folder = new TemporaryFolder();
        var random = new Random(1);
        float[] x = [.. Enumerable.Range(0, Count * 3).Select(_ => random.NextSingle())];
        var path = Path.Combine(folder.Path, "x.npy");
        NpyFile.Write(path, x, Count, 3);
        var shape = new TensorShape(3);
        var network = new CrossbarNetwork(new NetworkDesign { InputShape = shape, Layers = [new Relu { Name = "r", Inputs = [0], OutputShape = shape }] });
        var shares = new List<double>();
        var result = Evaluator.Evaluate(network, ImageSet.Load(path, shape), new Shares(shares));
        Assert.Equal(x, result.Scores);
        Assert.Equal((Count, null, null, null), (result.Images, result.Correct, result.Accuracy, result.Interval));
        Assert.Equal(1, shares[^1]);
        Assert.Equal(shares.Order(), shares);
        var known = result with { Correct = 150 };
        Assert.Equal(0.25, known.Accuracy);
        Assert.Equal(WilsonInterval.Of(150, Count), known.Interval);
    }

    private sealed class Shares(List<double> list) : IProgress<double>
    {
        public void Report(double value) => list.Add(value);
    }
}
