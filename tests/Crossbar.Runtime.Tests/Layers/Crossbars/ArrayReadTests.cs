using FsCheck;

namespace Crossbar.Runtime.Tests.Layers.Crossbars;

/// <summary>The reference of a read against the kernels, on chips of every kind, and against <see cref="ReferenceChip"/>, which has none of its code.</summary>
public sealed class ArrayReadTests
{
    // Single precision against the sum of what is added up: 2^-24 of it per addition and a few more, since Winograd's filters multiply by up to 16.
    private const double Precision = 256.0 / (1 << 24);

    // Reproducible sums are rounded to a unit that may move a code by so much (a standard deviation, CodeSlices), six of which are never seen.
    private const double SliceError = 6.0 / 4096;

    [Property(MaxTest = 300)]
    public void Kernels_of_linear_cells_read_as_the_reference_does(DoNotSize<int> seed, bool isReproducible) => Compare(seed.Item & int.MaxValue, false, isReproducible);

    [Property(MaxTest = 60)]
    public void The_kernel_of_nonlinear_cells_reads_as_the_reference_does(DoNotSize<int> seed) => Compare(seed.Item & int.MaxValue, true, false);

    [Property(MaxTest = 100)]
    public void The_reference_computes_what_the_equations_say(DoNotSize<int> any, bool hasReference)
    {
        var seed = any.Item & int.MaxValue;
        var c = ConvolutionCase.Create(seed, maxSize: 4);
        var layer = TiledConvolution.Create(c, new Random(~seed), hasReference, dacBits: 6, adcBits: 7);
        var expected = new ReferenceChip(layer, c.Input, TiledConvolution.Ideal).Run(c.X);
        var actual = Reference(layer, c, TiledConvolution.Ideal, new CrossbarOptions());
        for (var k = 0; k < expected.Length; k++)
            Assert.True(Math.Abs(expected[k].Value - actual[k].Value) <= expected[k].Slack + 1e-4, $"{seed}: {c}: element {k} is {actual[k].Value}, not {expected[k].Value}.");
    }

    // One bit, and a current a twenty-thousandth of a step below the middle: within what CodeSlices rounds to.
    [Fact]
    public void A_tie_of_reproducible_sums_may_fall_either_way() => Compare(799117715, false, true);

    private static void Compare(int seed, bool isNonlinear, bool isReproducible)
    {
        var random = new Random(seed);
        var c = ConvolutionCase.Create(seed, maxSize: isNonlinear ? 3 : 10);
        var hardware = RandomChip.WithEncoding(RandomChip.WithLaws(RandomChip.Hardware(random, isNonlinear), random), random);
        var layer = RandomChip.Layer(c, random, hardware, random.Next(3) == 0 ? random.Next(2, 4) : 1);
        var options = new CrossbarOptions
        {
            Reproducible = isReproducible,
            ProgrammingSigma = random.Next(3) == 0 ? 1e-6 : 0,
            StuckOnRate = random.Next(3) == 0 ? 0.1 : 0,
            StuckOffRate = random.Next(3) == 0 ? 0.1 : 0,
            ActualWireResistance = random.Next(3) == 0 ? 3 : null,
            DacBits = random.Next(4) == 0 && hardware.Encoding is not (InputEncoding.BitSerial or InputEncoding.Spikes) ? 5 : null,
            AdcBits = random.Next(4) == 0 ? 6 : null,
            Seed = seed,
            Age = hardware.Device is null || random.Next(3) == 0 ? null : Math.Pow(10, 6 * random.NextDouble()),
        };
        if (options.Refusal(hardware.Device) is not null)
            options = options with { Age = 0 };
        if (options.Age is not null && random.Next(2) == 0)
            options = options with { Compensation = DriftCompensation.GlobalScale };
        var actual = OneLayer.Run(layer, c.Input, c.X, hardware, options);
        var expected = Reference(layer, c, hardware, options);
        for (var k = 0; k < actual.Length; k++)
        {
            var (value, slack) = expected[k];
            Assert.True(Math.Abs(value - actual[k]) <= slack, $"{seed}: {c}, {hardware}, {options}: element {k} is {actual[k]}, not {value} to {slack}.");
        }
    }

    // The outputs, and for each how far sums in single precision may carry it: a code where a current lies that close to the middle of two.
    private static (double Value, double Slack)[] Reference(CrossbarConvolution layer, ConvolutionCase c, HardwareDesign hardware, CrossbarOptions options)
    {
        var context = new LayerContext(0, [c.Input], hardware, options);
        var positions = c.Output.Height * c.Output.Width;
        var outputs = new (double Value, double Slack)[c.Output.Length];
        for (var k = 0; k < outputs.Length; k++)
            outputs[k] = (layer.Bias[k / positions], 1e-6);
        var bits = options.AdcBits ?? layer.AdcBits;
        for (var t = 0; t < layer.Tiles.Length; t++)
        {
            for (var pulse = 0; pulse < layer.Pulses; pulse++)
                Add(new ArrayRead(layer, t, context, pulse), pulse);
        }

        return outputs;

        void Add(ArrayRead read, int pulse)
        {
            for (var p = 0; p < positions; p++)
            {
                var codes = read.Codes(Window(layer, read.Tile, c, p));
                var volts = read.Volts(codes);
                var currents = read.Currents(volts);
                for (var j = 0; j < currents.Length; j++)
                {
                    var column = read.Tile.ColumnsOf(pulse)[j];
                    var step = (column.AdcMaximum - (double)column.AdcMinimum) / (bits == 0 ? 1 : (1 << bits) - 1);
                    // No more current flows than all devices of the column and of what is subtracted from it would let through.
                    var terms = (volts.Sum(Math.Abs) * 4 * hardware.MaxConductance) + Math.Abs(column.AdcMinimum);
                    var error = (Precision * terms / step) + (options.Reproducible ? SliceError : 0);
                    var place = read.Place(j, currents[j]);
                    var isTie = bits > 0 && Math.Abs(place - Math.Floor(place) - 0.5) <= error;
                    var unit = Math.Abs(read.Value(j, step, 0) - read.Value(j, 0, 0));
                    var value = read.Value(j, read.Digitise(j, currents[j]), codes.Sum());
                    var sums = Precision * ((unit * terms / step) + Math.Abs(value) + Math.Abs(read.Value(j, 0, codes.Sum(Math.Abs))));
                    ref var output = ref outputs[(layer.Order.OutputOf(read.Tile.FirstOutput + j).Output * positions) + p];
                    output = (output.Value + value, output.Slack + sums + (isTie ? unit : 0));
                }
            }
        }
    }

    internal static float[] Window(CrossbarConvolution layer, CrossbarTile tile, ConvolutionCase c, int position)
    {
        var (oy, ox) = (position / c.Output.Width, position % c.Output.Width);
        var window = new float[tile.RowCount];
        for (var i = 0; i < window.Length; i++)
        {
            var tap = tile.FirstRow + i;
            var channel = (tile.Group * layer.KernelLength / c.Window.Taps) + (tap / c.Window.Taps);
            var row = (oy * c.Window.StrideY) - c.Window.PadTop + (tap % c.Window.Taps / c.Window.KernelWidth * c.Window.DilationY);
            var column = (ox * c.Window.StrideX) - c.Window.PadLeft + (tap % c.Window.KernelWidth * c.Window.DilationX);
            var isInside = row >= 0 && row < c.Input.Height && column >= 0 && column < c.Input.Width;
            window[i] = isInside ? c.X[(((channel * c.Input.Height) + row) * c.Input.Width) + column] : 0;
        }

        return window;
    }
}
