using Crossbar.Compiler.Diagnostics;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Ranges;
using Crossbar.Compiler.Reading;
using Crossbar.Compiler.Samples;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Tests.Pipeline;
using Crossbar.Runtime.Converters;
using FsCheck;
using FsCheck.Fluent;

namespace Crossbar.Compiler.Tests.Reading;

/// <summary>What calibration, decks and studies make of a read against the runtime's reference, <see cref="ArrayRead"/>, with options of every kind.</summary>
public sealed class ArrayReadAgreementTests
{
    // Sums of a few hundred products in single precision.
    private const double Precision = 1e-5;

    private const int Count = 6;

    // Others in each run, of all sizes, and compiled once for all tests: to compile is what takes the time.
    private static readonly Lazy<(int Seed, CompiledNetwork Network, CompilerOptions Options)[]> Chips = new(() =>
        [.. Gen.Choose(0, int.MaxValue).Sample(Count).Select(Compile)]);

    [Fact]
    public void Calibration_reads_what_the_reference_reads() => Assert.All(Chips.Value, chip =>
    {
        var (seed, network, options) = chip;
        foreach (var layer in network.Layers)
        {
            var (samples, hardware) = (layer.Samples.Thinned(Math.Max(1, layer.Samples.Count / 5)), network.Design.Hardware);
            for (var t = 0; t < layer.Arrays.Length * layer.Layer.Pulses; t++)
                Compare(layer, t / layer.Layer.Pulses, t % layer.Layer.Pulses, samples, hardware, $"{seed}: {options}");
        }
    });

    private static void Compare(CompiledLayer layer, int t, int pulse, LayerSamples samples, HardwareDesign hardware, string where)
    {
        var index = layer.Unrolled.Index;
        var drivers = RowDrivers.Of(hardware, index, samples.Rows, layer.Layer.DacBits);
        var voltages = RowVoltages.Of(layer.Rows, samples, layer.InputRanges, layer.Layer.DacBits, hardware, pulse, drivers);
        var array = layer.Arrays[t].Programmed;
        var read = Read(layer, t, hardware, pulse);
        var currents = ColumnCurrents.Read(array, voltages, hardware);
        var digitised = (float[])currents.Clone();
        var ranges = layer.Arrays[t].Tile.ColumnsOf(pulse).ToArray().Select(column => column.AdcRange).ToArray();
        var decoded = ColumnDecoding.Decode(array, voltages.Dacs[t], voltages, digitised, [.. ranges.Select((range, j) => Adc.AsBuilt(range, layer.Layer.AdcBits, hardware, index, t, j))], hardware);
        for (var n = 0; n < samples.Count; n++)
        {
            var codes = read.Codes([.. Enumerable.Range(0, array.RowCount).Select(i => samples.Row(array.Rows.First + i)[n])]);
            Assert.Equal(codes, Enumerable.Range(0, codes.Length).Select(i => (double)voltages.Codes[((array.Rows.First + i) * samples.Count) + n]));
            var expected = read.Currents(read.Volts(codes));
            for (var j = 0; j < expected.Length; j++)
                Agree(layer, read, pulse, j, codes, expected, currents[(j * samples.Count) + n], decoded[(j * samples.Count) + n], where);
        }
    }

    [Fact]
    public void Decks_are_driven_with_codes_that_the_reference_gives() => Assert.All(Chips.Value, chip =>
    {
        var network = chip.Network;
        foreach (var layer in network.Layers)
        {
            for (var t = 0; t < layer.Arrays.Length; t++)
            {
                var rows = layer.Arrays[t].Programmed.Rows;
                ArrayRead read;
                var inputs = InputCodes.Of(layer, network.Design.Hardware, rows.First, rows.Count, 3);
                for (var v = 0; v < 3 && !InputCodes.HasMoments(network.Design.Hardware); v++)
                {
                    read = Read(layer, t, network.Design.Hardware, v % layer.Layer.Pulses);
                    var driven = inputs.Voltages(v, network.Design.Hardware.InputVoltage);
                    // One of the windows, as the DACs have it.
                    Assert.Contains(Enumerable.Range(0, layer.Samples.Count), n => read
                        .Volts(read.Codes([.. Enumerable.Range(0, rows.Count).Select(i => layer.Samples.Row(rows.First + i)[n])]))
                        .Zip(driven).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-15));
                }
            }
        }
    });

    // An array's deck expects the currents of its bit lines; what the ADCs see is made of those of all arrays of the tile.
    [Fact]
    public void Decks_expect_the_currents_that_the_reference_reads() => Assert.All(Chips.Value, chip =>
    {
        var (seed, network, options) = chip;
        var hardware = network.Design.Hardware;
        var cells = new CellDesign(hardware.Nonlinearity > 0 ? NetlistCell.Nonlinear : NetlistCell.Resistor, NetlistAccess.Resistor, hardware);
        var layer = network.Layers[0];
        // What a deck shows at one moment of a pulse is no read of voltages.
        hardware = InputCodes.HasMoments(hardware) ? hardware with { Encoding = InputEncoding.Amplitude } : hardware;
        for (var t = 0; t < layer.Arrays.Length; t++)
        {
            var layout = layer.Arrays[t].Layout;
            var circuits = Enumerable.Range(0, layout.ArrayCount).Select(a => ArrayCircuitBuilder.Build(layer, 0, t, a, cells, 2)).ToArray();
            var read = Read(layer, t, hardware);
            for (var v = 0; v < 2; v++)
            {
                // The second array of a pair is driven with inverted inputs.
                var lines = circuits.SelectMany((circuit, a) => circuit.ExpectedCurrents.Slice(v * layout.BitLines, layout.BitLines).ToArray().Select(current => a == 0 ? current : -current)).ToArray();
                var actual = new double[layout.OutputCount];
                layout.CombineCurrents(lines, 1, actual);
                var volts = new double[layout.RowCount];
                for (var wordLine = 0; wordLine < volts.Length; wordLine++)
                    volts[layout.InputOf(wordLine)] = circuits[0].VoltageOf(wordLine, v);
                var expected = read.Currents(volts);
                // Two lines at most make an output, each as often as it has copies and as exact as nonlinear reads are.
                var tolerance = hardware.Nonlinearity > 0 ? 2 * layout.Copies * NonlinearArray.DefaultTolerance : 1e-9 * lines.Max(Math.Abs);
                Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= tolerance, $"{seed}: {options}: {pair}"));
            }
        }
    });

    // Without converters and fits an output of a study is the reference's current over its scale.
    [Fact]
    public void Studies_measure_errors_of_the_currents_that_the_reference_gives() => Assert.All(Chips.Value, chip =>
    {
        var (seed, network, options) = chip;
        var layer = network.Layers[0];
        var array = layer.Arrays[0].Programmed;
        var hardware = network.Design.Hardware with { Converters = null };
        var random = new Random(seed);
        const int Inputs = 12;
        var inputs = Enumerable.Range(0, array.RowCount * Inputs).Select(_ => random.NextSingle()).ToArray();
        var volt = options.Hardware.Nonlinearity > 0 ? hardware.InputVoltage / inputs.Max() : 1;
        var read = Read(layer, 0, hardware);
        double worst = 0;
        var outputs = Enumerable.Range(0, Inputs).Select(s => Row(inputs, s, Inputs)).Select(x => read.Currents([.. x.Select(v => v * volt)])).ToArray();
        for (var j = 0; j < array.OutputCount; j++)
        {
            var ideal = Enumerable.Range(0, Inputs).Select(s => (double)(float)Row(inputs, s, Inputs).Select((x, i) => x * array.Weights[(i * array.OutputCount) + j]).Sum()).ToArray();
            var offset = array.DigitalOffsetOf(j);
            var range = ideal.Max() - ideal.Min();
            for (var s = 0; s < Inputs && range > 0; s++)
                worst = Math.Max(worst, Math.Abs((((outputs[s][j] / volt) - (offset * Row(inputs, s, Inputs).Sum())) / array.ScaleOf(j)) - ideal[s]) / range);
        }

        Assert.Equal(worst, OutputErrors.Measure(array, inputs, Inputs, hardware).Worst, 1e-5 + (1e-4 * worst));
    });

    private static double[] Row(float[] inputs, int column, int count) => [.. Enumerable.Range(0, inputs.Length / count).Select(i => (double)inputs[(i * count) + column])];

    private static ArrayRead Read(CompiledLayer layer, int t, HardwareDesign hardware, int pulse = 0) =>
        new(layer.Layer, t, new LayerContext(layer.Unrolled.Index, [], hardware, new CrossbarOptions()), pulse);

    private static void Agree(
        CompiledLayer layer, ArrayRead read, int pulse, int j, double[] codes, double[] expected, float current, float decoded, string where)
    {
        var array = read.Tile;
        var column = array.ColumnsOf(pulse)[j];
        var terms = read.Volts(codes).Sum(Math.Abs) * 4 * array.Copies * 66.7e-6;
        Assert.True(Math.Abs(expected[j] - current) <= Precision * terms, $"{where}: output {j} of '{layer.Layer.Name}' reads {current} A, not {expected[j]} A");
        // Before the fit, with the offset of negative inputs still in it.
        var unfitted = (read.Value(j, read.Digitise(j, expected[j]), codes.Sum()) - column.FitOffset + (read.Dac.Step * read.Dac.ZeroCode * column.WeightSum)) / column.FitGain;
        var unit = read.Dac.Step / (read.Dac.VoltPerCode * Math.Abs(column.Scale));
        var step = layer.Layer.AdcBits == 0 ? 0 : (column.AdcMaximum - (double)column.AdcMinimum) / ((1 << layer.Layer.AdcBits) - 1);
        var place = read.Place(j, expected[j]);
        var isTie = step > 0 && Math.Abs(place - Math.Floor(place) - 0.5) * step <= Precision * (terms + Math.Abs(column.AdcMinimum));
        // Of thresholds that were drawn: where the code on either side is another, perhaps one that is far.
        var around = Precision * (terms + Math.Abs(column.AdcMinimum));
        var drawn = Math.Abs(read.Code(j, expected[j] + around) - read.Code(j, expected[j] - around));
        if (step > 0 && drawn > 0)
            (isTie, step) = (true, step * (1 + drawn));
        var slack = unit * ((Precision * (terms + Math.Abs(column.AdcMinimum) + Math.Abs(column.AdcMaximum))) + (isTie ? step : 0)) + (Precision * Math.Abs(unfitted));
        if (array.Subtraction == CurrentSubtraction.None)
            slack += Precision * Math.Abs(array.ZeroConductance / column.Scale * read.Dac.Step * codes.Sum());
        if (!array.ZeroWeights.IsEmpty)
            slack += Precision * Math.Abs(array.ZeroWeights[j] * read.Dac.Step * codes.Sum());
        Assert.True(Math.Abs(unfitted - decoded) <= slack, $"{where}: output {j} of '{layer.Layer.Name}' decodes to {decoded}, not {unfitted} to {slack}");
    }

    private static (int Seed, CompiledNetwork Network, CompilerOptions Options) Compile(int seed)
    {
        var random = new Random(seed);
        var scheme = (MappingScheme)random.Next(4);
        var isToeplitz = scheme == MappingScheme.Toeplitz;
        var isNonlinear = random.Next(4) == 0;
        var options = new CompilerOptions
        {
            Mapping = new()
            {
                Scheme = scheme,
                Scale = (WeightScale)random.Next(2),
                OffsetSubtraction = (OffsetSubtraction)random.Next(2),
                MaxRows = isToeplitz ? 0 : random.Next(2) == 0 ? 24 : 128,
                MaxColumns = isToeplitz ? 0 : random.Next(2) == 0 ? 8 : 128,
                SpareColumns = random.Next(2),
            },
            Conversion = new()
            {
                Method = (ConversionMethod)random.Next(4),
                LineOrder = (LineOrder)random.Next(2),
                ConductanceLevels = random.Next(4) == 0 ? 64 : 0,
            },
            Converters = new()
            {
                DacBits = random.Next(3) * 4,
                AdcBits = random.Next(3) * 4,
                DacRange = (RangeRule)random.Next(3),
                AdcRange = (RangeRule)random.Next(3),
                DacRangeScope = (DacRangeScope)random.Next(2),
                AdcRangeScope = (AdcRangeScope)random.Next(3),
                FitScope = (FitScope)random.Next(2),
            },
            Hardware = new()
            {
                Nonlinearity = isNonlinear ? 2 : 0,
                MinConductance = random.Next(4) == 0 ? 0 : 1 / 300e3,
                WireResistance = random.Next(4),
                InputResistance = random.Next(4),
                AccessResistance = isNonlinear || random.Next(3) > 0 ? 0 : 500,
                DriveEnds = (LineEnds)random.Next(2),
                SenseEnds = (LineEnds)random.Next(2),
            },
            Variation = new() { ProgrammingSigma = random.Next(3) == 0 ? 5e-7 : 0, StuckOnRate = random.Next(3) == 0 ? 0.01 : 0, StuckOffRate = random.Next(3) == 0 ? 0.02 : 0, Seed = seed },
        };
        // Nonlinear cells are solved for each window: more of them take long.
        options = options with { Mapping = options.Mapping with { Copies = isNonlinear ? 1 : random.Next(1, 4) } };
        if (!isToeplitz && random.Next(2) == 0)
        {
            var (weightBits, cellBits) = (random.Next(2, 9), random.Next(0, 4));
            options = options with { Mapping = options.Mapping with { WeightBits = weightBits, CellBits = cellBits, SlicePlacement = cellBits == 0 ? 0 : (SlicePlacement)random.Next(2) } };
        }

        var encoding = (InputEncoding)random.Next(scheme is MappingScheme.SignedInput or MappingScheme.Toeplitz ? 3 : 4);
        if (encoding == InputEncoding.PulseWidth || options.Converters.DacBits > 0)
            options = options with { Converters = options.Converters with { InputEncoding = encoding, InputDigitBits = random.Next(1, 5) } };
        if (options.Converters.InputEncoding == InputEncoding.Spikes)
            options = options with { Mapping = options.Mapping with { OffsetSubtraction = OffsetSubtraction.Digital } };
        if (random.Next(2) == 0)
            options = AsBuilt(options, random);
        // Several copies of several slices do not fit 8 columns.
        if (OptionConflict.Of(options).Any())
            options = options with { Mapping = options.Mapping with { MaxColumns = 128 } };
        try
        {
            return (seed, NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), options), options);
        }
        catch (CompilationException exception) when (exception.Diagnostics.All(diagnostic => diagnostic.Descriptor == Descriptors.Infeasible))
        {
            // Wires of such an array let too little through for any conductances to make up for it: it is read as it was mapped.
            options = options with { Conversion = options.Conversion with { Method = ConversionMethod.None } };
            return (seed, NetworkCompiler.Compile(SmallNetwork.Create(), SmallNetwork.Images(3), options), options);
        }
    }

    // With all errors that such converters can have, noise aside.
    private static CompilerOptions AsBuilt(CompilerOptions options, Random random)
    {
        var variation = options.Variation with
        {
            DacOffsetSigma = 0.7, DacGainSigma = 0.01, DacInlSigma = 0.4, DacDnlSigma = 0.3, AdcOffsetSigma = 0.8, AdcGainSigma = 0.02, AdcInlSigma = 0.5, AdcDnlSigma = 0.2,
            ConverterTrim = (ConverterTrim)random.Next(2),
        };
        var refused = variation.ToConverterErrors().Refusals(options.ToHardware(), options.Converters.DacBits, options.Converters.AdcBits).Select(error => error.Error + "Sigma").ToHashSet();
        options = options with { Variation = variation };
        foreach (var name in refused)
            options = OptionTable.Find(name)!.Read("0", options, new OptionSource(new DiagnosticBag(), null, null));
        return options;
    }
}
