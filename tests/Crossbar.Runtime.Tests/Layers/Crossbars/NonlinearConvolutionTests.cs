using Crossbar.Runtime.Tests.Circuits;

namespace Crossbar.Runtime.Tests.Layers.Crossbars;

public sealed class NonlinearConvolutionTests
{
    private static readonly HardwareDesign Hardware = new()
    {
        Nonlinearity = 3, InputVoltage = 0.5, SenseVoltage = 0.25, Resistances = new ArrayResistances(5, 7, 20, 30),
    };

    private delegate double[] Oracle(int rows, int columns, double[] conductances, double[] voltages);

    public static TheoryData<CurrentSubtraction, bool> Layouts { get; } = new()
    {
        { CurrentSubtraction.None, false }, { CurrentSubtraction.None, true },
        { CurrentSubtraction.ReferenceColumn, false }, { CurrentSubtraction.ReferenceColumn, true },
        { CurrentSubtraction.ColumnPair, false }, { CurrentSubtraction.ColumnPair, true },
        { CurrentSubtraction.ArrayPair, false }, { CurrentSubtraction.ArrayPair, true },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void A_layer_decodes_the_currents_of_an_independent_solution_of_its_circuits(CurrentSubtraction subtraction, bool isPermuted)
    {
        foreach (var adcBits in new[] { 0, 6 })
        {
            var window = new WindowGeometry(2, 2) { PadTop = 1, PadLeft = 1, StrideX = 2 };
            var layer = Layer(window, new TensorShape(2, 4, 6), new TensorShape(3, 4, 3), subtraction, isPermuted, adcBits);
            Compare(layer, new TensorShape(2, 4, 6), (m, n, g, v) => SecantReference.ColumnCurrents(
                m, n, g, Hardware.Resistances, v, Hardware.Nonlinearity, Hardware.SenseVoltage));
        }
    }

    [NgspiceTheory]
    [InlineData(CurrentSubtraction.ReferenceColumn)]
    [InlineData(CurrentSubtraction.ArrayPair)]
    public void A_layer_decodes_what_ngspice_says_of_its_circuits(CurrentSubtraction subtraction)
    {
        var layer = Layer(WindowGeometry.Point, new TensorShape(9), new TensorShape(4), subtraction, isPermuted: true, adcBits: 0);
        Compare(layer, new TensorShape(9), (m, n, g, v) => NgspiceDeck.ColumnCurrents(
            m, n, g, Hardware.Resistances, v, Hardware.Nonlinearity, Hardware.SenseVoltage));
    }

    // sinh(κV)/κV is 1 to 1e-12. Each current is right to 1 nA, which is 2e-9·2/(0.4·5e-6) units of output; the rest is single precision.
    [Property(MaxTest = 60)]
    public void Cells_that_are_hardly_nonlinear_compute_what_linear_ones_do(int seed, bool hasReference)
    {
        var c = ConvolutionCase.Create(seed, maxSize: 3);
        var layer = TiledConvolution.Create(c, new Random(~seed), hasReference, dacBits: 8);
        var linear = OneLayer.Run(layer, c.Input, c.X);
        var nonlinear = OneLayer.Run(layer, c.Input, c.X, new HardwareDesign { Nonlinearity = 1e-5 });
        for (var k = 0; k < linear.Length; k++)
            Assert.True(Math.Abs(linear[k] - nonlinear[k]) < 4e-3, $"{c}: element {k} is {nonlinear[k]}, with linear cells {linear[k]}.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void A_batch_gives_what_single_predictions_give_bit_for_bit(int threads)
    {
        const int Count = 11;
        var images = SmallNetwork.Images(Count);
        var options = new CrossbarOptions { ReadNoise = 1e-7, ProgrammingSigma = 1e-6, StuckOnRate = 0.01, Seed = 3, MaxThreads = threads };
        var network = new CrossbarNetwork(Nonlinear(), options);
        var scores = new float[Count * SmallNetwork.Classes];
        network.PredictBatch(images, scores);
        var expected = new float[SmallNetwork.Classes];
        for (var n = Count - 1; n >= 0; n--)
        {
            new CrossbarNetwork(Nonlinear(), options with { MaxThreads = 1 }).Predict(images.AsSpan(n * SmallNetwork.Input.Length, SmallNetwork.Input.Length), expected);
            Assert.Equal(expected, scores.AsSpan(n * SmallNetwork.Classes, SmallNetwork.Classes).ToArray());
        }
    }

    [Fact]
    public void After_warm_up_a_prediction_allocates_nothing()
    {
        var network = new CrossbarNetwork(Nonlinear());
        var image = SmallNetwork.Images(1);
        var scores = new float[SmallNetwork.Classes];
        network.Predict(image, scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var k = 0; k < 10; k++)
            network.Predict(image, scores);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // Two lines of cells fluctuate by σ each: σ·√(2·Σ i(V)²), i being the current of 1 S, over the siemens and volts of a unit of output.
    [Fact]
    public void Read_noise_has_the_variance_of_independent_cells_and_belongs_to_the_image()
    {
        const double Sigma = 1e-7;
        var (input, output) = (new TensorShape(20), new TensorShape(3000));
        var layer = Layer(WindowGeometry.Point, input, output, CurrentSubtraction.ReferenceColumn, isPermuted: false, adcBits: 0);
        layer = layer with { Tiles = [.. layer.Tiles.Select(t => t with { Columns = [.. t.Columns.Select(c => c with { FitGain = 1 })] })] };
        var hardware = Hardware with { Resistances = ArrayResistances.None };
        var x = OneLayer.Numbers(new Random(4), 20, -1, 1);
        var options = new CrossbarOptions { ReadNoise = Sigma, Seed = 5 };
        var quiet = OneLayer.Run(layer, input, x, hardware);
        var noisy = OneLayer.Run(layer, input, x, hardware, options);
        Assert.Equal(noisy, OneLayer.Run(layer, input, x, hardware, options with { MaxThreads = 1 }));
        Assert.NotEqual(noisy, OneLayer.Run(layer, input, x, hardware, options with { Seed = 6 }));
        double power = 0;
        foreach (var tile in layer.Tiles)
        {
            var volts = Volts(layer, tile, input, x, 0);
            power += 2 * volts.Sum(v => Math.Pow(PerSiemens(v), 2)) * Math.Pow(OutputPerAmpere(layer, tile.Columns[0]), 2);
        }

        var measured = Math.Sqrt(quiet.Zip(noisy).Average(p => Math.Pow(p.First - (double)p.Second, 2)));
        // The standard deviation of 3000 normal numbers is known to 1.3 %.
        Assert.Equal(1, measured / (Sigma * Math.Sqrt(power)), 0.06);
    }

    [Fact]
    public void Programming_errors_and_stuck_cells_are_those_of_the_chip()
    {
        var (input, output) = (new TensorShape(9), new TensorShape(4));
        var layer = Layer(WindowGeometry.Point, input, output, CurrentSubtraction.ReferenceColumn, isPermuted: false, adcBits: 0);
        var x = OneLayer.Numbers(new Random(4), 9, -1, 1);
        float[] Run(CrossbarOptions options) => OneLayer.Run(layer, input, x, Hardware with { Resistances = ArrayResistances.None }, options);
        Assert.Equal(Run(new() { ProgrammingSigma = 1e-6, Seed = 1 }), Run(new() { ProgrammingSigma = 1e-6, Seed = 1, MaxThreads = 1 }));
        Assert.NotEqual(Run(new() { ProgrammingSigma = 1e-6, Seed = 1 }), Run(new() { ProgrammingSigma = 1e-6, Seed = 2 }));
        Assert.NotEqual(Run(new()), Run(new() { ProgrammingSigma = 1e-6, Seed = 1 }));
        // Where all cells are alike, the reference column takes all current away.
        var stuck = Run(new() { StuckOnRate = 1 });
        for (var j = 0; j < 4; j++)
        {
            var offset = layer.Bias[j] + layer.Tiles.Sum(t => t.Columns[j].FitOffset - ((double)Dac(layer).Step * Dac(layer).ZeroCode * t.Columns[j].WeightSum));
            Assert.Equal(offset, stuck[j], 1e-5 + (2 * layer.Tiles.Length * Tolerance(layer)));
        }
    }

    private static NetworkDesign Nonlinear() => SmallNetwork.Create() with { Hardware = new HardwareDesign { Nonlinearity = 4 } };

    // Step by step in double precision, each window alone. Inverted inputs are put on the second array as such, and its currents added.
    private static void Compare(CrossbarConvolution layer, TensorShape input, Oracle oracle)
    {
        var x = OneLayer.Numbers(new Random(2), input.Length, -1, 1);
        var actual = OneLayer.Run(layer, input, x, Hardware);
        var positions = layer.OutputShape.Height * layer.OutputShape.Width;
        for (var p = 0; p < positions; p++)
        {
            var expected = layer.Bias.Select(b => (Value: (double)b, Slack: 1e-5)).ToArray();
            foreach (var tile in layer.Tiles)
            {
                var volts = Volts(layer, tile, input, x, p);
                var lines = Lines(tile, volts, oracle);
                for (var j = 0; j < tile.OutputCount; j++)
                {
                    var (value, slack) = Decode(layer, tile, j, lines[j], volts);
                    expected[tile.FirstOutput + j].Value += value;
                    expected[tile.FirstOutput + j].Slack += slack;
                }
            }

            for (var j = 0; j < expected.Length; j++)
                Assert.True(Math.Abs(expected[j].Value - actual[(j * positions) + p]) < expected[j].Slack, $"Window {p}, output {j}: {actual[(j * positions) + p]}, not {expected[j]}.");
        }
    }

    private static (double Value, double Slack) Decode(CrossbarConvolution layer, CrossbarTile tile, int output, double current, double[] volts)
    {
        var column = tile.Columns[output];
        var perAmpere = OutputPerAmpere(layer, column);
        var slack = column.FitGain * Tolerance(layer);
        if (layer.AdcBits > 0)
        {
            var maxCode = (1 << layer.AdcBits) - 1;
            var step = ((double)column.AdcMaximum - column.AdcMinimum) / maxCode;
            var code = (current - column.AdcMinimum) / step;
            // So near a code's edge that the solver's tolerance decides.
            if (Math.Abs(code - Math.Floor(code) - 0.5) < 3e-9 / step)
                slack += column.FitGain * step * perAmpere;
            current = column.AdcMinimum + (Math.Clamp(Math.Round(code), 0, maxCode) * step);
        }

        var decoded = current * perAmpere;
        if (tile.Subtraction == CurrentSubtraction.None)
            decoded -= tile.ZeroConductance / (double)column.Scale * Dac(layer).Step * volts.Sum() / Dac(layer).VoltPerCode;
        return ((column.FitGain * decoded) + column.FitOffset - (Dac(layer).Step * Dac(layer).ZeroCode * column.WeightSum), slack);
    }

    // The current that reaches each output's ADC.
    private static double[] Lines(CrossbarTile tile, double[] volts, Oracle oracle)
    {
        var layout = tile.Layout;
        var cells = layout.RowCount * layout.BitLines;
        var currents = new double[layout.ArrayCount][];
        for (var a = 0; a < currents.Length; a++)
        {
            var driven = Array.ConvertAll(volts, v => a == 0 ? v : -v);
            currents[a] = oracle(layout.RowCount, layout.BitLines, [.. tile.Conductances.AsSpan(a * cells, cells).ToArray().Select(g => (double)g)], driven);
        }

        double Line(int array, int line) => currents[array][Enumerable.Range(0, layout.BitLines).Single(b => layout.LineOf(b) == line)];
        return [.. Enumerable.Range(0, tile.OutputCount).Select(j => tile.Subtraction switch
        {
            CurrentSubtraction.ReferenceColumn => Line(0, j) - Line(0, tile.OutputCount),
            CurrentSubtraction.ColumnPair => Line(0, 2 * j) - Line(0, (2 * j) + 1),
            CurrentSubtraction.ArrayPair => Line(0, j) + Line(1, j),
            _ => Line(0, j),
        })];
    }

    // The voltages of a window, in the order of the word lines.
    private static double[] Volts(CrossbarConvolution layer, CrossbarTile tile, TensorShape input, float[] x, int position)
    {
        var (window, dac) = (layer.Window, Dac(layer));
        var (oy, ox) = (position / layer.OutputShape.Width, position % layer.OutputShape.Width);
        var volts = new double[tile.RowCount];
        for (var wordLine = 0; wordLine < volts.Length; wordLine++)
        {
            var tap = tile.FirstRow + tile.Layout.InputOf(wordLine);
            var y = (oy * window.StrideY) - window.PadTop + (tap % window.Taps / window.KernelWidth);
            var column = (ox * window.StrideX) - window.PadLeft + (tap % window.KernelWidth);
            var isInside = y >= 0 && y < input.Height && column >= 0 && column < input.Width;
            var value = isInside ? x[(((tap / window.Taps * input.Height) + y) * input.Width) + column] : 0;
            volts[wordLine] = dac.VoltPerCode * Math.Clamp(Math.Round(value / dac.Step) + dac.ZeroCode, 0, dac.MaxCode);
        }

        return volts;
    }

    private static double PerSiemens(double volts) =>
        Hardware.SenseVoltage * Math.Sinh(Hardware.Nonlinearity * volts) / Math.Sinh(Hardware.Nonlinearity * Hardware.SenseVoltage);

    private static Dac Dac(CrossbarConvolution layer) => Runtime.Converters.Dac.Of(layer.InputRange, layer.DacBits, Hardware);

    private static double OutputPerAmpere(CrossbarConvolution layer, ColumnReadout column) => Dac(layer).Step / (Dac(layer).VoltPerCode * column.Scale);

    // What 1 nA on each of two lines is.
    private static double Tolerance(CrossbarConvolution layer) => 2 * NonlinearArray.DefaultTolerance * layer.Tiles.Max(t => t.Columns.Max(c => OutputPerAmpere(layer, c)));

    // Two tiles of random cells; one scale for all tiles of an output.
    private static CrossbarConvolution Layer(
        WindowGeometry window, TensorShape input, TensorShape output, CurrentSubtraction subtraction, bool isPermuted, int adcBits)
    {
        var random = new Random(1);
        var kernel = input.Channels * window.Taps;
        var first = (kernel / 2) + 1;
        return new CrossbarConvolution
        {
            Name = "conv",
            Inputs = [0],
            OutputShape = output,
            Window = window,
            KernelLength = kernel,
            InputRange = new ConverterRange(-1, 1),
            DacBits = 6,
            AdcBits = adcBits,
            Bias = [.. OneLayer.Numbers(random, output.Channels, -1, 1)],
            Tiles = [Tile(0, first), Tile(first, kernel - first)],
        };

        CrossbarTile Tile(int firstRow, int rows)
        {
            var layout = new ArrayLayout(rows, output.Channels, subtraction);
            var (rowOrder, lineOrder) = (Enumerable.Range(0, rows).ToArray(), Enumerable.Range(ArrayLayout.Spare, layout.LineCount + 1).ToArray());
            random.Shuffle(rowOrder);
            random.Shuffle(lineOrder);
            if (isPermuted)
                layout = layout with { RowOrder = [.. rowOrder], LineOrder = [.. lineOrder] };
            return new CrossbarTile
            {
                Group = 0,
                FirstRow = firstRow,
                RowCount = rows,
                FirstOutput = 0,
                Subtraction = subtraction,
                RowOrder = layout.RowOrder,
                LineOrder = layout.LineOrder,
                ZeroConductance = 30e-6f,
                ConductanceRange = 60e-6f,
                Conductances = [.. OneLayer.Numbers(random, layout.CellCount, 4e-6f, 66e-6f)],
                Columns = ImmutableArray.CreateRange(Enumerable.Range(0, output.Channels).Select(_ => new ColumnReadout(
                    20e-6f, random.NextSingle() - 0.5f, subtraction == CurrentSubtraction.None ? 0 : -5e-5f, 5e-5f, 0.8f + (0.4f * random.NextSingle()), random.NextSingle()))),
            };
        }
    }
}
