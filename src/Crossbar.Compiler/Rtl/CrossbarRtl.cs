using Crossbar.Compiler.Scheduling;
using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>A layer on crossbars: DAC codes, windows, arrays, and behind their ADCs multipliers, the sum over tiles, and one rounding.</summary>
internal sealed class CrossbarRtl : RtlLayer
{
    private readonly FixedPointCrossbars _layer;

    /// <summary>Plans the module.</summary>
    /// <inheritdoc cref="RtlLayer(string, int, FixedPointLayer, ImmutableArray{RtlStream}, ImmutableArray{TensorShape})"/>
    public CrossbarRtl(string top, int index, FixedPointCrossbars planned, ImmutableArray<RtlStream> inputs, ImmutableArray<TensorShape> inputShapes)
        : base(top, index, planned, inputs, inputShapes)
    {
        _layer = planned;
        var number = 0;
        Groups = [.. planned.Tiles.GroupBy(tile => tile.Dac with { DigitShift = 0, DigitBits = 0 }).Select(tiles => new RtlTileGroup(planned, [.. tiles], ref number))];
    }

    /// <summary>The arrays that have the same DACs, group by group.</summary>
    public ImmutableArray<RtlTileGroup> Groups { get; }

    /// <summary>The arrays, group by group of those that have the same DACs.</summary>
    public IEnumerable<RtlTile> Tiles => Groups.SelectMany(group => group.Tiles);

    /// <inheritdoc/>
    protected override string Purpose => string.Create(CultureInfo.InvariantCulture, $"{_layer.Crossbars.Tiles.Length} crossbar array{(_layer.Crossbars.Tiles.Length == 1 ? "" : "s")}, {_layer.Crossbars.Reads} reads per image.");

    private int Pulses => _layer.Crossbars.Pulses;

    private int PulseBits => FixedPointFormat.UnsignedBitsOf(Pulses - 1);

    /// <inheritdoc/>
    public override IEnumerable<(string Path, string Text)> Memories() => Tiles.Select(tile => (PathOf(tile), ArrayMemory.Of(tile)));

    /// <summary>The file of an array's whole numbers.</summary>
    public string PathOf(RtlTile tile) => $"memory/{Name}_{tile.Name}.hex";

    /// <inheritdoc/>
    protected override void Write(ModuleText text)
    {
        if (Pulses > 1)
            text.Lines(string.Create(CultureInfo.InvariantCulture, $"logic [{PulseBits - 1}:0] pulse;  // whose codes the arrays give next"));
        var sources = ForkPixels(text, "s");
        foreach (var (group, g) in Groups.Select((group, g) => (group, g)))
            WriteGroup(text, group, g, sources[g]);
        WriteSums(text);
        WriteRounding(text);
    }

    private string[] ForkPixels(ModuleText text, string pixels)
    {
        if (Groups.Length > 1)
            text.Comment("DACs of different ranges look at the same pixels.");
        return text.Fork("pixels", pixels, Inputs[0].Width, Groups.Length);
    }

    private void WriteGroup(ModuleText text, RtlTileGroup group, int g, string pixels)
    {
        var (dac, bits) = (group.Dac, group.CodeBits);
        var elements = Inputs[0].Elements;
        var suffix = Groups.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{g}");
        var codes = "codes" + suffix;
        text.Comment("DAC codes of a pixel.").Stream(codes, elements * bits);
        text.Instance(
            "dac_quantiser",
            "quantiser" + suffix,
            [
                ("CHANNELS", elements), ("INPUT_BITS", Inputs[0].Bits), ("CODE_BITS", bits), ("MULTIPLIER", dac.Scaling.Multiplier),
                ("MULTIPLIER_BITS", FixedPointFormat.UnsignedBitsOf(dac.Scaling.Multiplier)), ("SHIFT", dac.Scaling.Shift), ("ZERO_CODE", dac.WholeZeroCode), ("MAX_CODE", dac.WholeMaxCode),
            ],
            ("s_tdata", pixels + "_tdata"),
            ("m_tdata", codes + "_tdata")).Handshake(pixels, codes);

        var windows = "windows" + suffix;
        var width = group.WindowElements * bits;
        var hasSums = group.Tiles[0].HasInputSums;
        var parts = group.Tiles.Select(tile => (First: group.RowOf(tile) * group.DacBits, Bits: tile.Place.RowCount * group.DacBits)).ToList();
        var isRead = parts.Distinct().Sum(part => part.Bits) >= group.WindowElements * group.DacBits;
        if (hasSums)
            parts.Add((0, group.WindowElements * group.DacBits));
        text.Comment("The codes of a window, in the order in which a kernel is unrolled into a bit line.");
        // Arrays that have DACs of their own read some of its rows only.
        var isWhole = isRead || hasSums;
        WindowStream(text, windows, width, isWhole || Pulses > 1);
        if (group.NeedsWindows)
            Windows(text, "line_buffers" + suffix, ((CrossbarStage)Stage).Walk, Inputs[0].Elements, bits, dac.WholeZeroCode, codes, windows);
        else
            text.Stage("stream_register", "window_register" + suffix, [("BITS", group.WindowElements * bits)], codes, windows);

        if (Pulses > 1)
        {
            text.Comment("Their digits, a beat for each pulse.");
            WindowStream(text, "digits" + suffix, group.WindowElements * group.DacBits, isWhole);
            text.Stage(
                "pulse_sequencer", "sequencer" + suffix, [("ELEMENTS", group.WindowElements), ("CODE_BITS", bits), ("DIGIT_BITS", group.DacBits), ("PULSES", Pulses)], windows, "digits" + suffix);
            windows = "digits" + suffix;
        }

        // Sums are of what arrays read, which may be some of the rows.
        if (hasSums && !isRead)
            text.Lines("/* verilator lint_off UNUSEDSIGNAL */");
        var reads = text.Fork(windows + "_to", windows, group.WindowElements * group.DacBits, parts);
        if (hasSums && !isRead)
            text.Lines("/* verilator lint_on UNUSEDSIGNAL */");
        for (var k = 0; k < group.Tiles.Length; k++)
            WriteArray(text, group, group.Tiles[k], reads[k]);
        if (hasSums)
            WriteInputSums(text, group, suffix, reads[^1]);
    }

    private static void WindowStream(ModuleText text, string name, int width, bool isWhole)
    {
        if (!isWhole)
            text.Lines("/* verilator lint_off UNUSEDSIGNAL */");
        text.Stream(name, width);
        if (!isWhole)
            text.Lines("/* verilator lint_on UNUSEDSIGNAL */");
    }

    private void WriteArray(ModuleText text, RtlTileGroup group, RtlTile tile, string read)
    {
        var effective = tile.Place;
        var (rows, columns) = (effective.RowCount, effective.OutputCount);
        text.Comment(string.Create(
            CultureInfo.InvariantCulture,
            $"Array {tile.Number}: rows {effective.FirstRow} to {effective.FirstRow + rows - 1} of the kernel{(_layer.Crossbars.Groups > 1 ? $", group {effective.Group}" : "")}; outputs {_layer.Crossbars.Order.NameOf(effective.FirstOutput)} to {_layer.Crossbars.Order.NameOf(effective.FirstOutput + columns - 1)}."));
        text.Stream(tile.Name + "_dac", rows * group.DacBits).Lines($"assign {tile.Name}_dac_tdata = {read}_tdata;").Handshake(read, tile.Name + "_dac");
        text.Stream(tile.Name + "_adc", columns * tile.AdcBits).Stage(
            "crossbar_array",
            tile.Name,
            [
                ("ROWS", rows), ("COLUMNS", columns), ("DAC_BITS", group.DacBits), ("ADC_BITS", tile.AdcBits), ("FRACTION_BITS", ArrayMemory.FractionBits),
                ("LATENCY", "ARRAY_LATENCY"), ("INTERVAL", "ARRAY_INTERVAL"), ("ADC_CYCLES", "ADC_CYCLES"), ("COPIES", "ARRAY_COPIES"), .. Pulses == 1 ? (ReadOnlySpan<(string, object)>)[] : [("PULSES", Pulses)], ("FILE", $"\"{PathOf(tile)}\""),
            ],
            tile.Name + "_dac",
            tile.Name + "_adc");
        Decode(text, tile.Name, columns, tile.AdcBits, [.. tile.Pulses.SelectMany(pulse => pulse.Multipliers)], tile.Name + "_adc_tdata", "");
    }

    // Codes, or sums of inputs, times the multipliers of their columns.
    private void Decode(ModuleText text, string array, int columns, int codeBits, ImmutableArray<long> multipliers, string codes, string what)
    {
        var (table, products) = ($"{array.ToUpperInvariant()}{what.ToUpperInvariant()}_MULTIPLIERS", $"{array}{what}_products");
        (string, object)[] parameters =
        [
            ("COLUMNS", columns), .. Pulses == 1 ? (ReadOnlySpan<(string, object)>)[] : [("PULSES", Pulses), ("PULSE_BITS", PulseBits)], ("CODE_BITS", codeBits), ("MULTIPLIER_BITS", _layer.MultiplierBits),
            ("SUM_BITS", _layer.AccumulatorBits), ("MULTIPLIERS", table),
        ];
        text.Table(table, _layer.MultiplierBits, multipliers)
            .Lines(string.Create(CultureInfo.InvariantCulture, $"logic [{(columns * _layer.AccumulatorBits) - 1}:0] {products};"))
            .Instance(
                Pulses == 1 ? "column_decoder" : "pulse_decoder",
                array + what + "_decoder",
                parameters,
                [("s_tdata", codes), .. Pulses == 1 ? (ReadOnlySpan<(string, string)>)[] : [("pulse", "pulse")], ("m_tdata", products)]);
    }

    // Sums of the rows' codes wait until the arrays have read.
    private void WriteInputSums(ModuleText text, RtlTileGroup group, string suffix, string read)
    {
        var (name, width) = ("input_sums" + suffix, group.Tiles.Sum(tile => tile.SumBits));
        if (suffix is "" or "0")
            text.Lines("localparam int PERIOD = ARRAY_INTERVAL > ADC_CYCLES ? ARRAY_INTERVAL : ADC_CYCLES;");
        text.Comment("The sum of each array's DAC codes: what a weight of 0 conducts is subtracted digitally.").Stream(name + "_now", width).Stream(name, width);
        var (place, sums) = (0, new Dictionary<RtlTile, string>());
        foreach (var tile in group.Tiles)
        {
            var rows = tile.Place.RowCount;
            text.Instance(
                "input_sum",
                tile.Name + "_input_sum",
                [("ROWS", rows), ("CODE_BITS", group.DacBits), ("SUM_BITS", tile.SumBits)],
                ("s_tdata", string.Create(CultureInfo.InvariantCulture, $"{read}_tdata[{group.RowOf(tile) * group.DacBits} +: {rows * group.DacBits}]")),
                ("m_tdata", string.Create(CultureInfo.InvariantCulture, $"{name}_now_tdata[{place} +: {tile.SumBits}]")));
            sums.Add(tile, string.Create(CultureInfo.InvariantCulture, $"{name}_tdata[{place} +: {tile.SumBits}]"));
            place += tile.SumBits;
        }

        text.Handshake(read, name + "_now").Stage("stream_fifo", name + "_fifo", [("BITS", width), ("DEPTH", "ARRAY_COPIES * ((ARRAY_LATENCY + ADC_CYCLES - 2 + PERIOD) / PERIOD) + 3")], name + "_now", name);
        foreach (var tile in group.Tiles)
        {
            var columns = tile.Place.OutputCount;
            Decode(
                text, tile.Name, columns, tile.SumBits, [.. tile.Pulses.SelectMany(pulse => pulse.InputSumMultipliers)],
                string.Create(CultureInfo.InvariantCulture, $"{{{columns}{{{sums[tile]}}}}}"), "_sum");
        }
    }

    private void WriteSums(ModuleText text)
    {
        var sources = new List<string>();
        foreach (var (group, g) in Groups.Select((group, g) => (group, g)))
        {
            sources.AddRange(group.Tiles.Select(tile => tile.Name + "_adc"));
            if (group.Tiles[0].HasInputSums)
                sources.Add("input_sums" + (Groups.Length == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{g}")));
        }

        var (outputs, bits) = (_layer.Offsets.Length, _layer.AccumulatorBits);
        var now = Pulses == 1 ? "sums_now" : "pulse_sums";
        text.Comment("The sum over all arrays of an output. It begins with what is constant, one half of the last bit that is kept included.")
            .Stream(now, outputs * bits).Table("OFFSETS", bits, _layer.Offsets);
        text.Instance(
            "stream_join",
            "arrays_join",
            [("INPUTS", sources.Count)],
            ("s_tvalid", $"{{{string.Join(", ", sources.AsEnumerable().Reverse().Select(source => source + "_tvalid"))}}}"),
            ("s_tready", $"{{{string.Join(", ", sources.AsEnumerable().Reverse().Select(source => source + "_tready"))}}}"),
            ("m_tvalid", now + "_tvalid"),
            ("m_tready", now + "_tready"));
        if (_layer.Crossbars.Slices > 1)
            text.Lines(string.Create(CultureInfo.InvariantCulture, $"logic [{(_layer.Crossbars.ColumnCount * bits) - 1}:0] columns;  // slices of outputs, each the sum over its arrays"));
        int[] ends = [.. Tiles.SelectMany(tile => new[] { tile.FirstOutput, tile.FirstOutput + tile.Place.OutputCount }).Distinct().Order()];
        for (var k = 0; k + 1 < ends.Length; k++)
        {
            var (first, end) = (ends[k], ends[k + 1]);
            List<string> terms = _layer.Crossbars.Slices > 1 ? [] : Constants();
            foreach (var tile in Tiles.Where(tile => tile.FirstOutput <= first && tile.FirstOutput + tile.Place.OutputCount >= end))
            {
                terms.Add(string.Create(CultureInfo.InvariantCulture, $"{tile.Name}_products[(j-{tile.FirstOutput})*{bits} +: {bits}]"));
                if (tile.HasInputSums)
                    terms.Add(string.Create(CultureInfo.InvariantCulture, $"{tile.Name}_sum_products[(j-{tile.FirstOutput})*{bits} +: {bits}]"));
            }

            WriteSum(text, first, end, _layer.Crossbars.Slices > 1 ? "columns" : now + "_tdata", terms);
        }

        if (_layer.Crossbars.Slices > 1)
            WriteSlices(text, now, outputs, bits);
        if (Pulses > 1)
            WriteAccumulator(text, now, outputs, bits);
        text.Stream("sums", outputs * bits).Stage("stream_register", "sum_register", [("BITS", outputs * bits)], "sums_now", "sums");
    }

    // The slices of an output; which columns they are is told by ColumnOrder.
    private void WriteSlices(ModuleText text, string now, int outputs, int bits)
    {
        var order = _layer.Crossbars.Order;
        var perGroup = order.Outputs / order.Groups;
        var terms = Constants();
        for (var slice = 0; slice < order.Slices; slice++)
        {
            var column = order.AreApart
                ? string.Create(CultureInfo.InvariantCulture, $"((j/{perGroup}*{order.Slices}+{slice})*{perGroup}+j%{perGroup})")
                : string.Create(CultureInfo.InvariantCulture, $"(j*{order.Slices}+{slice})");
            terms.Add(string.Create(CultureInfo.InvariantCulture, $"columns[{column}*{bits} +: {bits}]"));
        }

        WriteSum(text, 0, outputs, now + "_tdata", terms, "slices");
    }

    // What sums begin with; of several pulses the accumulator adds it.
    private List<string> Constants() => Pulses > 1 ? [] : [string.Create(CultureInfo.InvariantCulture, $"OFFSETS[j*{_layer.AccumulatorBits} +: {_layer.AccumulatorBits}]")];

    private void WriteAccumulator(ModuleText text, string now, int outputs, int bits) => text
        .Comment("The sum over the pulses of a window.")
        .Stream("sums_now", outputs * bits)
        .Instance(
            "pulse_accumulator",
            "pulses",
            [("CHANNELS", outputs), ("SUM_BITS", bits), ("PULSES", Pulses), ("PULSE_BITS", PulseBits), ("OFFSETS", "OFFSETS")],
            ("clk", "clk"),
            ("rst", "rst"),
            ("s_tdata", now + "_tdata"),
            ("s_tvalid", now + "_tvalid"),
            ("s_tready", now + "_tready"),
            ("m_tdata", "sums_now_tdata"),
            ("m_tvalid", "sums_now_tvalid"),
            ("m_tready", "sums_now_tready"),
            ("pulse", "pulse"));

    private void WriteSum(ModuleText text, int first, int end, string target, IEnumerable<string> terms, string label = "sum")
    {
        var bits = _layer.AccumulatorBits;
        text.Loop(label, first, end, string.Create(CultureInfo.InvariantCulture, $"assign {target}[j*{bits} +: {bits}] = {string.Join("\n        + ", terms)};"));
    }

    private void WriteRounding(ModuleText text)
    {
        var (outputs, width) = (_layer.Offsets.Length, _layer.Offsets.Length * Output.Bits);
        text.Comment("Rounded once, and saturated.").Stream("values", width).Instance(
            "rounder",
            "round",
            [
                ("CHANNELS", outputs), ("SUM_BITS", _layer.AccumulatorBits), ("SHIFT", _layer.Shift), ("OUTPUT_BITS", Output.Bits),
                ("MINIMUM", _layer.Output.Minimum), ("MAXIMUM", _layer.Output.Maximum),
            ],
            ("s_tdata", "sums_tdata"),
            ("m_tdata", "values_tdata")).Handshake("sums", "values");
        text.Stage("stream_register", "value_register", [("BITS", width)], "values", "m");
    }
}
