using Crossbar.Compiler.Samples;
using Crossbar.Compiler.Tests.Pipeline;

namespace Crossbar.Compiler.Tests.Calibration;

public sealed class CalibrationRunTests
{
    // A 1×1 window is a pixel with all its channels: every sample must be one of the value's pixels, and none twice.
    [Fact]
    public void Samples_are_windows_of_the_layers_input_each_position_once()
    {
        var images = SmallNetwork.Images(3);
        var samples = Samples(images, seed: 1)["shortcut"];
        Assert.Equal((6, 3 * 25, 3), (samples.Rows, samples.Count, samples.Images));
        var network = new CrossbarNetwork(SmallNetwork.Create());
        for (var n = 0; n < images.Length; n++)
        {
            var value = network.Trace(images[n])[2];
            var pixels = Enumerable.Range(0, 25).Select(p => string.Join(' ', Enumerable.Range(0, 6).Select(c => value[(c * 25) + p]))).Order();
            var windows = Enumerable.Range(n * 25, 25).Select(k => string.Join(' ', Enumerable.Range(0, 6).Select(r => samples.Row(r)[k]))).Order();
            Assert.Equal(pixels, windows);
        }

        // Nothing was on the chip so far: it sees what the digital network sees.
        Assert.Equal(samples.SoftwareWindows, samples.Windows);
    }

    [Fact]
    public void A_window_of_a_dense_layer_is_its_whole_input()
    {
        var images = SmallNetwork.Images(4);
        var samples = Samples(images, seed: 1)["dense"];
        Assert.Equal((150, 4), (samples.Rows, samples.Count));
        var network = new CrossbarNetwork(SmallNetwork.Create());
        for (var n = 0; n < images.Length; n++)
            Assert.Equal(network.Trace(images[n])[7], Enumerable.Range(0, 150).Select(r => samples.Row(r)[n]));
    }

    [Fact]
    public void There_are_never_more_samples_than_needed_and_every_image_has_its_share()
    {
        // 60 images of 100 positions are more than 4096 windows.
        var samples = Samples(SmallNetwork.Images(60), seed: 1)["first"];
        Assert.Equal((CalibrationRun.MaxWindows, 60), (samples.Count, samples.Images));
        Assert.Equal(27 * samples.Count, samples.Windows.Length);
        // The centre tap never lies in the padding, and no pixel is exactly zero: a zero would be a window that nobody wrote.
        Assert.DoesNotContain(0f, samples.Row(13).ToArray());
    }

    [Fact]
    public void The_same_seed_chooses_the_same_windows()
    {
        var images = SmallNetwork.Images(60);
        var first = Samples(images, seed: 5);
        Assert.All(Samples(images, seed: 5), layer => Assert.Equal(first[layer.Key].Windows, layer.Value.Windows));
        Assert.NotEqual(first["first"].Windows, Samples(images, seed: 6)["first"].Windows);
    }

    // Each layer is calibrated on what the chip so far makes of the images, towards what the digital network does, place by place.
    [Fact]
    public void What_the_chip_sees_and_what_the_digital_network_sees_are_the_same_windows()
    {
        var images = SmallNetwork.Images(5);
        var compiled = NetworkCompiler.Compile(SmallNetwork.Create(), images, new CompilerOptions { Converters = new() { DacBits = 4, AdcBits = 4 } });
        var samples = compiled.Layers[^1].Samples;
        var (software, chip) = (new CrossbarNetwork(compiled.Software), new CrossbarNetwork(compiled.Design));
        for (var n = 0; n < images.Length; n++)
        {
            Assert.Equal(software.Trace(images[n])[7], Enumerable.Range(0, 150).Select(r => samples.SoftwareWindows[(r * samples.Count) + n]));
            Assert.Equal(chip.Trace(images[n])[7], Enumerable.Range(0, 150).Select(r => samples.Row(r)[n]));
        }

        Assert.NotEqual(samples.SoftwareWindows, samples.Windows);
    }

    // 8 bytes an activation, of both networks: some memory holds the small values of few images and not the first layer's 600.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(3, 8 * 3 * 300)]
    [InlineData(60, 0)]
    [InlineData(60, 8 * 60 * 150)]
    public void Activations_in_files_are_those_in_memory(int count, long memory)
    {
        var images = SmallNetwork.Images(count);
        var kept = Samples(images, seed: 5, long.MaxValue);
        Assert.All(Samples(images, seed: 5, memory), layer =>
        {
            Assert.Equal(kept[layer.Key].Windows, layer.Value.Windows);
            Assert.Equal(kept[layer.Key].SoftwareWindows, layer.Value.SoftwareWindows);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(CalibrationRun.DefaultMemory)]
    public void An_image_that_cannot_be_computed_with_is_named_wherever_activations_are(long memory)
    {
        var images = SmallNetwork.Images(3);
        images[1] = [.. images[1].Select(pixel => 9e29f * pixel)];
        var failure = Assert.Throws<CompilationException>(() => Samples(images, seed: 1, memory));
        Assert.Equal("CBX0016", failure.Diagnostics[0].Descriptor.Code);
        Assert.Contains("calibration image 1", failure.Message, StringComparison.Ordinal);
    }

    // All layers stay digital.
    private static Dictionary<string, LayerSamples> Samples(float[][] images, int seed, long memory = CalibrationRun.DefaultMemory)
    {
        var design = SmallNetwork.Create();
        using var run = new CalibrationRun(design, images, seed, memory);
        var samples = new Dictionary<string, LayerSamples>();
        foreach (var layer in design.Layers)
        {
            if (layer is Convolution convolution)
                samples.Add(layer.Name, run.Sample(convolution, design.ShapeOf(layer.Inputs[0])));
            run.Advance(layer, design.Hardware);
        }

        return samples;
    }
}
