namespace Crossbar.Runtime.Tests;

public sealed class CrossbarNetworkTests
{
    [Fact]
    public void After_warm_up_a_prediction_allocates_nothing()
    {
        var network = new CrossbarNetwork(SmallNetwork.Create());
        var image = SmallNetwork.Images(1);
        var pixels = new byte[image.Length];
        var scores = new float[SmallNetwork.Classes];
        RunAll();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 10; k++)
            RunAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RunAll()
        {
            network.Predict(image, scores);
            network.Predict(pixels, scores);
            network.Classify(image);
            network.Classify(pixels);
        }
    }

    // What a loop on threads costs does not depend on the number of images.
    [Fact]
    public void A_batch_allocates_nothing_for_its_images()
    {
        var network = new CrossbarNetwork(SmallNetwork.Create(), new CrossbarOptions { MaxThreads = 1 });
        var images = SmallNetwork.Images(200);
        var scores = new float[200 * SmallNetwork.Classes];
        _ = (Bytes(200), Bytes(20));
        Assert.Equal(Bytes(20), Bytes(200));

        long Bytes(int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            network.PredictBatch(images.AsMemory(0, count * SmallNetwork.Input.Length), scores.AsMemory(0, count * SmallNetwork.Classes));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_batch_gives_what_single_predictions_give_bit_for_bit(int threads)
    {
        const int Count = 33;
        var images = SmallNetwork.Images(Count);
        var single = new CrossbarNetwork(SmallNetwork.Create());
        var network = new CrossbarNetwork(SmallNetwork.Create(), new CrossbarOptions { MaxThreads = threads });
        var scores = new float[Count * SmallNetwork.Classes];
        network.PredictBatch(images, scores);
        var classes = network.ClassifyBatch(images);
        var expected = new float[SmallNetwork.Classes];
        for (var n = 0; n < Count; n++)
        {
            var image = images.AsSpan(n * SmallNetwork.Input.Length, SmallNetwork.Input.Length);
            single.Predict(image, expected);
            Assert.Equal(expected, scores.AsSpan(n * SmallNetwork.Classes, SmallNetwork.Classes).ToArray());
            Assert.Equal(single.Classify(image), classes[n]);
        }
    }

    [Fact]
    public void Any_number_of_threads_may_share_a_network()
    {
        const int Count = 200;
        var images = SmallNetwork.Images(Count);
        var network = new CrossbarNetwork(SmallNetwork.Create());
        var expected = Enumerable.Range(0, Count).Select(n => network.Classify(Image(n))).ToArray();
        var threads = Enumerable.Range(0, 4).Select(t => new Thread(() =>
        {
            for (var n = t; n < Count; n += 2)
                Assert.Equal(expected[n], network.Classify(Image(n)));
        })).ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        ReadOnlySpan<float> Image(int n) => images.AsSpan(n * SmallNetwork.Input.Length, SmallNetwork.Input.Length);
    }

    [Fact]
    public void A_batch_of_no_images_gives_nothing()
    {
        var network = new CrossbarNetwork(SmallNetwork.Create());
        Assert.Empty(network.ClassifyBatch(Array.Empty<float>()));
        network.PredictBatch(Array.Empty<float>(), Array.Empty<float>());
    }

    [Fact]
    public void Byte_pixels_are_scaled_as_the_design_says()
    {
        var design = SmallNetwork.Create() with { Normalization = new InputNormalization(1 / 128f, [0.5f, 0.25f], [2, 0.5f]) };
        var network = new CrossbarNetwork(design);
        var pixels = new byte[SmallNetwork.Input.Length];
        new Random(3).NextBytes(pixels);
        var plane = pixels.Length / 2;
        float[] image = [.. pixels.Select((p, k) => k < plane ? ((p / 128f) - 0.5f) / 2 : ((p / 128f) - 0.25f) / 0.5f)];
        var (fromPixels, fromImage) = (new float[SmallNetwork.Classes], new float[SmallNetwork.Classes]);
        network.Predict(pixels, fromPixels);
        network.Predict(image, fromImage);
        // All of these numbers are exact in binary.
        Assert.Equal(fromImage, fromPixels);
        Assert.Equal(network.Classify(image), network.Classify(pixels));
    }

    [Fact]
    public void The_class_is_the_greatest_score_and_the_probability_its_softmax()
    {
        var design = SmallNetwork.Create() with { Labels = ["cat", "dog", "eel"] };
        var network = new CrossbarNetwork(design);
        var image = SmallNetwork.Images(1);
        var scores = new float[3];
        network.Predict(image, scores);
        var best = Array.IndexOf(scores, scores.Max());
        var result = network.Classify(image);
        Assert.Equal((best, design.Labels[best], scores[best]), (result.Index, result.Label, result.Score));
        Assert.Equal(Math.Exp(scores[best]) / scores.Sum(s => Math.Exp(s)), result.Probability, 1e-6);
    }

    [Fact]
    public void The_probability_of_a_network_that_ends_in_a_softmax_is_its_score()
    {
        var result = new CrossbarNetwork(SmallNetwork.Create(endsInSoftmax: true)).Classify(SmallNetwork.Images(1));
        Assert.Equal(result.Score, result.Probability);
        Assert.InRange(result.Probability, 1f / 3, 1);
    }

    [Fact]
    public void Of_equal_scores_the_first_wins()
    {
        var design = new NetworkDesign { InputShape = new TensorShape(3), Layers = [new Relu { Name = "r", Inputs = [0], OutputShape = new TensorShape(3) }] };
        var result = new CrossbarNetwork(design).Classify([1f, 5, 5]);
        Assert.Equal((1, "1", 5f), (result.Index, result.Label, result.Score));
    }

    [Fact]
    public void A_trace_holds_every_value_of_the_network()
    {
        var design = SmallNetwork.Create();
        var network = new CrossbarNetwork(design);
        var image = SmallNetwork.Images(1);
        var values = network.Trace(image);
        var scores = new float[SmallNetwork.Classes];
        network.Predict(image, scores);
        Assert.Equal(image, values[0]);
        Assert.Equal(scores, values[^1]);
        Assert.Equal(Enumerable.Range(0, design.Layers.Length + 1).Select(k => design.ShapeOf(k).Length), values.Select(v => v.Length));
        Assert.Equal([.. values[1].Select(v => MathF.Max(v, 0))], values[2]);
    }

    [Fact]
    public void Wrong_lengths_are_refused_with_the_shape_that_is_needed()
    {
        var network = new CrossbarNetwork(SmallNetwork.Create());
        var image = SmallNetwork.Images(1);
        var failures = new[]
        {
            Assert.Throws<ArgumentException>("image", () => network.Classify(new float[5])),
            Assert.Throws<ArgumentException>("pixels", () => network.Classify(new byte[5])),
            Assert.Throws<ArgumentException>("image", () => network.Predict(new float[5], new float[3])),
            Assert.Throws<ArgumentException>("pixels", () => network.Predict(new byte[5], new float[3])),
            Assert.Throws<ArgumentException>("image", () => network.Trace(new float[5])),
            Assert.Throws<ArgumentException>("images", () => network.ClassifyBatch(new float[5])),
        };
        Assert.All(failures, f => Assert.Contains("2×9×9 = 162", f.Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>("scores", () => network.Predict(image, new float[2]));
        Assert.Throws<ArgumentException>("scores", () => network.PredictBatch(image, new float[4]));
    }

    [Theory]
    [InlineData(-1, null, 0)]
    [InlineData(17, null, 0)]
    [InlineData(null, -1, 0)]
    [InlineData(null, 40, 0)]
    [InlineData(null, null, -1e-9)]
    [InlineData(null, null, double.NaN)]
    [InlineData(null, null, double.PositiveInfinity)]
    public void Options_out_of_range_are_refused(int? dacBits, int? adcBits, double sigma)
    {
        var options = new CrossbarOptions { DacBits = dacBits, AdcBits = adcBits, ProgrammingSigma = sigma };
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossbarNetwork(SmallNetwork.Create(), options));
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Actual_resistances_that_cannot_be_are_refused(double ohm)
    {
        CrossbarOptions[] all =
        [
            new() { ActualWireResistance = ohm }, new() { ActualRowWireResistance = ohm }, new() { ActualColumnWireResistance = ohm },
            new() { ActualInputResistance = ohm }, new() { ActualOutputResistance = ohm },
        ];
        Assert.All(all, options => Assert.Throws<ArgumentOutOfRangeException>(() => new CrossbarNetwork(SmallNetwork.Create(), options)));
    }

    // A chip with other wires than compiled for is the design with those wires, whether its transfer matrices were baked in or not.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Actual_resistances_are_those_that_the_arrays_are_solved_for(bool isBaked)
    {
        var design = SmallNetwork.Create();
        var other = design with { Hardware = design.Hardware with { Resistances = new ArrayResistances(8, 5, 30, 70) } };
        if (isBaked)
        {
            design = design with
            {
                Layers = [.. design.Layers.Select(l => l is CrossbarConvolution c ? c with { Tiles = [.. c.Tiles.Select(t => t with { Transfer = [.. Transfer(t, design.Hardware)] })] } : l)],
            };
        }

        var image = SmallNetwork.Images(1);
        var wires = new CrossbarOptions { ActualWireResistance = 8, ActualColumnWireResistance = 5, ActualInputResistance = 30, ActualOutputResistance = 70 };
        Assert.Equal(Scores(other, new CrossbarOptions()), Scores(design, wires));
        Assert.NotEqual(Scores(design, new CrossbarOptions()), Scores(design, wires));

        float[] Scores(NetworkDesign network, CrossbarOptions options)
        {
            var scores = new float[SmallNetwork.Classes];
            new CrossbarNetwork(network, options).Predict(image, scores);
            return scores;
        }

        static double[] Transfer(CrossbarTile tile, HardwareDesign hardware)
        {
            var transfer = new double[tile.Conductances.Length];
            tile.Layout.Solve([.. tile.Conductances.Select(g => (double)g)], hardware.Resistances, transfer);
            return transfer;
        }
    }

    [Fact]
    public void A_summary_counts_arrays_and_memristors()
    {
        var design = SmallNetwork.Create();
        var summary = new CrossbarNetwork(design).Summarize();
        Assert.Equal(["conv0", "conv8"], summary.Layers.Select(l => l.Name));
        var (first, last) = (summary.Layers[0], summary.Layers[1]);
        Assert.Equal((18, 4, 81), (first.KernelLength, first.Outputs, first.Reads));
        Assert.Equal((16, 3, 1), (last.KernelLength, last.Outputs, last.Reads));
        // Each tile has one reference column more than it has outputs: the weights, and a row of references for every row of every tile.
        var tiles = design.Layers.OfType<Crossbar.Runtime.Layers.Crossbars.CrossbarConvolution>().SelectMany(l => l.Tiles).ToArray();
        Assert.Equal(tiles.Length, summary.Arrays);
        Assert.Equal((18 * 4) + (16 * 3) + tiles.Sum(t => t.RowCount), summary.Devices);
        var lines = summary.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Single(lines[..^1].Select(l => l.Length).Distinct());
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
        Assert.StartsWith("total", lines[^1], StringComparison.Ordinal);
    }
}
