using Crossbar.Compiler.Scheduling;

namespace Crossbar.Compiler.Rtl;

/// <summary>The chip's own module: the layers, and the streams between them.</summary>
internal static class TopModule
{
    /// <summary>Writes it.</summary>
    /// <param name="design">The layers.</param>
    /// <param name="origin">What the chip was made from.</param>
    public static string Write(RtlDesign design, string origin)
    {
        var (input, output) = (design.Network.Formats[0], design.Network.Formats[design.Layers.Length]);
        var indexBits = IndexBits(design);
        var text = new ModuleText(
            [
                $"{HdlName.InComment(origin)} on crossbars. Written by crossbar rtl.",
                "",
                string.Create(CultureInfo.InvariantCulture, $"In: an image of {Count(design.Input.Beats, "beat")}, pixels row by row; a beat has {Count(design.Input.Elements, "channel")}, channel 0 in the low bits. A number n is"),
                $"the network's input n * 2^{-input.FractionBits} (two's complement, {RtlLayer.Format(input)}): what the image is scaled to by InputScale, InputMean and InputStd, rounded half up and",
                string.Create(CultureInfo.InvariantCulture, $"saturated at {input.Minimum} and {input.Maximum}."),
                string.Create(CultureInfo.InvariantCulture, $"Out: {Count(design.Output.Beats, "beat")} of {Count(design.Output.Elements, "score")}, n * 2^{-output.FractionBits} ({RtlLayer.Format(output)}); m_tuser is the index of the greatest."),
                "",
                "Handshakes are those of AXI4-Stream; there is no TLAST: beats of images are counted from the reset. clk is the only clock; rst is synchronous, active high, for at",
                "least one cycle, in which s_tvalid is low.",
                "",
                "ARRAY_LATENCY: cycles of an array's read with an ADC for each column, at least 1; the depths of FIFOs follow from it.",
                "ARRAY_INTERVAL: cycles from one read of it to the next; ADC_CYCLES: in which an ADC converts the columns that share it, while the array",
                "is read again. LAYER..._COPIES: arrays of the same cells that take turns.",
            ],
            design.Top,
            ArrayParameters.Of(design),
            [
                "input  logic clk", "input  logic rst", .. ModuleText.Ports("s", design.Input.Width, isInput: true), .. ModuleText.Ports("m", design.Output.Width, isInput: false),
                string.Create(CultureInfo.InvariantCulture, $"output logic [{indexBits - 1}:0] m_tuser"),
            ]);
        var depths = design.Pipeline.Fifos;
        var sources = new Dictionary<(int Layer, int Input), string>();
        if (design.Layers.Any(layer => layer.Inputs.Length > 1))
        {
            text.Comment("Reads that an array has under way beyond one, with the most copies that there are: so much longer FIFOs keep the full rate.");
            // One name after the other: nested, the expression would double with every layer.
            var most = "1";
            foreach (var copies in design.Layers.OfType<CrossbarRtl>().Select(ArrayParameters.NameOf))
            {
                text.Lines($"localparam int MOST_{copies} = {most} > {copies} ? {most} : {copies};");
                most = "MOST_" + copies;
            }

            text.Lines(
                "localparam int PERIOD = ARRAY_INTERVAL > ADC_CYCLES ? ARRAY_INTERVAL : ADC_CYCLES;",
                $"localparam int HELD   = {most} * ((ARRAY_LATENCY + ADC_CYCLES - 2 + PERIOD) / PERIOD) - 1;");
        }

        Distribute(text, design, depths, 0, sources);
        for (var k = 0; k < design.Layers.Length; k++)
        {
            var layer = design.Layers[k];
            text.Comment($"'{HdlName.InComment(layer.Planned.Layer.Name)}': {RtlLayer.Size(layer.Planned.Layer.OutputShape)}.").Stream(layer.Name + "_out", layer.Output.Width);
            var ports = new List<(string, string)>();
            if (layer.Stage.IsClocked)
                ports.AddRange([("clk", "clk"), ("rst", "rst")]);
            for (var i = 0; i < layer.Inputs.Length; i++)
            {
                foreach (var signal in (string[])["tdata", "tvalid", "tready"])
                    ports.Add(($"{layer.PortOf(i)}_{signal}", $"{sources[(k, i)]}_{signal}"));
            }

            foreach (var signal in (string[])["tdata", "tvalid", "tready"])
                ports.Add(("m_" + signal, $"{layer.Name}_out_{signal}"));
            text.Instance(layer.Module, layer.Name, layer is CrossbarRtl ? [.. ArrayParameters.Shared.Select(name => (name, (object)name)), ("ARRAY_COPIES", ArrayParameters.NameOf(layer))] : [], [.. ports]);
            Distribute(text, design, depths, k + 1, sources);
        }

        var last = design.Layers[^1].Name + "_out";
        text.Comment("The scores, and the class that has the greatest.").Lines($"assign m_tdata = {last}_tdata;").Handshake(last, "m").Instance(
            "argmax",
            "class_index",
            [("CLASSES", design.Output.Elements), ("BITS", design.Output.Bits), ("INDEX_BITS", indexBits)],
            ("s_tdata", last + "_tdata"),
            ("m_tdata", "m_tuser"));
        return text.End();
    }

    /// <summary>Bits of a class's number.</summary>
    public static int IndexBits(RtlDesign design) => Math.Max(1, 32 - System.Numerics.BitOperations.LeadingZeroCount((uint)(design.Output.Elements - 1)));

    /// <summary>Name of the FIFO in front of a layer's input.</summary>
    public static string FifoOf(RtlDesign design, int layer, int input) => string.Create(CultureInfo.InvariantCulture, $"{design.Layers[layer].Name}_fifo{input}");

    private static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    // Hands a value's stream to its readers: by a fork where there are several, through a FIFO where others join it.
    private static void Distribute(ModuleText text, RtlDesign design, FifoDepths depths, int value, Dictionary<(int Layer, int Input), string> sources)
    {
        var stream = design.StreamOf(value);
        var name = value == 0 ? "s" : stream.Name + "_out";
        var readers = design.Pipeline.ReadersOf(value);
        if (readers.Length > 1)
            text.Comment("A fork to all that read it.");
        if (readers.Length > 0)
        {
            var branches = text.Fork(value == 0 ? "image" : stream.Name + "_to", name, stream.Width, readers.Length);
            for (var k = 0; k < readers.Length; k++)
                sources[readers[k]] = branches[k];
        }

        foreach (var reader in readers.Where(reader => design.Layers[reader.Layer].Inputs.Length > 1))
        {
            var fifo = FifoOf(design, reader.Layer, reader.Input);
            var enough = depths.Enough(reader.Layer, reader.Input);
            text.Comment("Holds a branch until those that it is joined with deliver."
                + (depths.IsLeast(reader.Layer, reader.Input) && enough > 1 ? $" With fewer than {Count(enough, "beat")} the chip deadlocks; this keeps the full rate." : $" {Count(enough, "beat")} would do against a deadlock; this keeps the full rate."))
                .Stream(fifo, stream.Width)
                .Stage("stream_fifo", fifo, [("BITS", stream.Width), ("DEPTH", depths.Expression(reader.Layer, reader.Input))], sources[reader], fifo);
            sources[reader] = fifo;
        }
    }
}
