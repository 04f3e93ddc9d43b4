namespace Crossbar.Runtime.Tests;

/// <summary>The rule for NaN and infinity: images must be finite, and no class wins by a score that is no number.</summary>
public sealed class ImageNumbersTests
{
    private static readonly float[] NoNumbers = [float.NaN, -float.NaN, float.PositiveInfinity, float.NegativeInfinity];

    [Fact]
    public void Every_entry_point_refuses_an_image_with_a_value_that_is_no_finite_number()
    {
        var network = new CrossbarNetwork(SmallNetwork.Create());
        var scores = new float[SmallNetwork.Classes];
        foreach (var wrong in NoNumbers)
        {
            var image = SmallNetwork.Images(1);
            image[41] = wrong;
            foreach (var refusal in new[]
            {
                Assert.Throws<ArgumentException>("image", () => network.Classify(image)),
                Assert.Throws<ArgumentException>("image", () => network.Predict(image, scores)),
                Assert.Throws<ArgumentException>("image", () => network.Trace(image)),
            })
                Assert.StartsWith($"Element 41 of the image is {(float.IsNaN(wrong) ? "NaN" : wrong > 0 ? "Infinity" : "-Infinity")}", refusal.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_names_the_first_wrong_image(int threads)
    {
        const int Count = 50;
        var network = new CrossbarNetwork(SmallNetwork.Create(), new CrossbarOptions { MaxThreads = threads });
        var images = SmallNetwork.Images(Count);
        foreach (var n in new[] { 49, 31, 12 })
            images[(n * SmallNetwork.Input.Length) + 7] = float.NaN;
        foreach (var refusal in new[]
        {
            Assert.Throws<ArgumentException>("images", () => network.ClassifyBatch(images)),
            Assert.Throws<ArgumentException>("images", () => network.PredictBatch(images, new float[Count * SmallNetwork.Classes])),
        })
            Assert.StartsWith("Element 7 of image 12 is NaN", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_finite_but_extreme_are_taken()
    {
        var network = new CrossbarNetwork(SmallNetwork.Create());
        foreach (var value in new[] { float.Epsilon, 1e-40f, 0, -0f })
            Assert.InRange(network.Classify(Filled(value)).Index, 0, SmallNetwork.Classes - 1);
    }

    // 3.4e38 times 2 is more than single precision holds, and ∞ − ∞ no number at all.
    [Fact]
    public void Scores_that_overflow_name_no_class()
    {
        var network = new CrossbarNetwork(Scaled(scale: 2));
        float[] image = [1, float.MaxValue, 3];
        foreach (var failure in new[]
        {
            Assert.Throws<ArithmeticException>(() => network.Classify(image)),
            Assert.Throws<ArithmeticException>(() => network.Predict(image, new float[3])),
        })
            Assert.StartsWith("Score 1 of the image is Infinity", failure.Message, StringComparison.Ordinal);
        float[] images = [1, 2, 3, .. image, .. image];
        foreach (var failure in new[]
        {
            Assert.Throws<ArithmeticException>(() => network.ClassifyBatch(images)),
            Assert.Throws<ArithmeticException>(() => network.PredictBatch(images, new float[9])),
        })
            Assert.StartsWith("Score 1 of image 1 is Infinity", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, network.Classify([1, 2, 3]).Index);
    }

    // The logarithm of a probability that vanished: it loses, but it is a score.
    [Fact]
    public void A_score_of_minus_infinity_loses()
    {
        var network = new CrossbarNetwork(Scaled(scale: 2));
        var scores = new float[3];
        float[] image = [-float.MaxValue, 1, 0.5f];
        network.Predict(image, scores);
        Assert.Equal([float.NegativeInfinity, 2, 1], scores);
        var answer = network.Classify(image);
        Assert.Equal((1, 2f), (answer.Index, answer.Score));
        Assert.Equal(1 / (1 + Math.Exp(-1)), answer.Probability, 1e-6);

        float[] none = [-float.MaxValue, -float.MaxValue, -float.MaxValue];
        network.Predict(none, scores);
        Assert.Throws<ArithmeticException>(() => network.Classify(none));
        Assert.Throws<ArithmeticException>(() => network.ClassifyBatch(none));
    }

    // A logarithm of a negative number, in front of arrays: no DAC makes a number of it.
    [Theory]
    [InlineData(0.0, 8)]
    [InlineData(0.0, 0)]
    [InlineData(2.0, 8)]
    [InlineData(2.0, 0)]
    public void What_is_no_number_on_the_way_is_no_score(double nonlinearity, int bits)
    {
        var design = SmallNetwork.Create();
        Layer logarithm = new Unary { Name = "log", Inputs = [0], OutputShape = SmallNetwork.Input, Function = UnaryFunction.Logarithm };
        var network = new CrossbarNetwork(
            design with
            {
                Hardware = design.Hardware with { Nonlinearity = nonlinearity },
                Layers = [logarithm, .. design.Layers.Where(l => l is not MaxPool).Select(l => l with { Inputs = [.. l.Inputs.Select(i => i + 1)] }).Take(2), Last()],
            },
            new CrossbarOptions { DacBits = bits, AdcBits = bits });
        Assert.InRange(network.Classify(Filled(0.5f)).Index, 0, 3);
        var image = Filled(0.5f);
        image[0] = -1;
        Assert.Throws<ArithmeticException>(() => network.Classify(image));

        static Layer Last() => new Reduce { Name = "sum", Inputs = [3], OutputShape = new TensorShape(4), Function = ReduceFunction.Sum, Dimensions = [4, 9, 9], Axes = [1, 2] };
    }

    [Fact]
    public void The_place_of_the_first_value_that_is_no_finite_number_is_found_at_every_length()
    {
        Assert.Equal(-1, FiniteValues.IndexOfOther([]));
        for (var length = 1; length < 70; length++)
        {
            var values = Enumerable.Range(0, length).Select(k => (k % 3) switch { 0 => float.MaxValue, 1 => -float.MaxValue, _ => float.Epsilon }).ToArray();
            Assert.Equal(-1, FiniteValues.IndexOfOther(values));
            for (var k = length - 1; k >= 0; k--)
            {
                values[k] = NoNumbers[k % NoNumbers.Length];
                Assert.Equal(k, FiniteValues.IndexOfOther(values));
            }
        }
    }

    private static float[] Filled(float value)
    {
        var image = new float[SmallNetwork.Input.Length];
        Array.Fill(image, value);
        return image;
    }

    private static NetworkDesign Scaled(float scale) => new()
    {
        InputShape = new TensorShape(3),
        Layers = [new ScaleShift { Name = "scale", Inputs = [0], OutputShape = new TensorShape(3), Scale = [scale], Shift = [0] }],
    };
}
