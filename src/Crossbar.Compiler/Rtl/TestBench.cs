using Crossbar.Runtime.FixedPoint;

namespace Crossbar.Compiler.Rtl;

/// <summary>
/// The self-checking test bench: it feeds images, compares every score, class, DAC code and ADC code with what the runtime computed, pauses at both ends if it is told to,
/// counts cycles, and ends with an error at the first difference or when nothing moves any more.
/// </summary>
internal static class TestBench
{
    /// <summary>Name of the module.</summary>
    public static string NameOf(RtlDesign design) => design.Top + "_tb";

    /// <summary>Writes it.</summary>
    /// <param name="design">The layers.</param>
    /// <param name="origin">What the chip was made from.</param>
    /// <param name="images">Number of images that there are vectors for.</param>
    public static string Write(RtlDesign design, string origin, int images)
    {
        var (input, output) = (design.Input, design.Output);
        var text = new ModuleText(
            [
                $"Test bench of {HdlName.InComment(origin)}. Written by crossbar rtl.",
                "",
                "+images=N takes the first N images only, +stall=P pauses both ends in P of 100 cycles, +seed=N chooses which;",
                "+watchdog=N takes N cycles in which nothing comes or goes for a deadlock.",
            ],
            NameOf(design),
            [.. ArrayParameters.Of(design), string.Create(CultureInfo.InvariantCulture, $"parameter int IMAGES          = {images}")],
            []);
        text.Lines(string.Create(CultureInfo.InvariantCulture, $$"""

            localparam int BEATS_IN  = {{input.Beats}};  // of an image
            localparam int BEATS_OUT = {{output.Beats}};

            logic clk = 1'b0;
            logic rst = 1'b1;
            logic [{{input.Width - 1}}:0] s_tdata;
            logic s_tvalid = 1'b0;
            logic s_tready;
            logic [{{output.Width - 1}}:0] m_tdata;
            logic m_tvalid;
            logic m_tready = 1'b0;
            logic [{{TopModule.IndexBits(design) - 1}}:0] m_tuser;

            always #5 clk = !clk;

            {{design.Top}} #(
                {{string.Join(",\n    ", ArrayParameters.Shared.Concat(design.Layers.OfType<CrossbarRtl>().Select(ArrayParameters.NameOf)).Select(name => $".{name}({name})"))}}
            ) dut (
                .clk(clk),
                .rst(rst),
                .s_tdata(s_tdata),
                .s_tvalid(s_tvalid),
                .s_tready(s_tready),
                .m_tdata(m_tdata),
                .m_tvalid(m_tvalid),
                .m_tready(m_tready),
                .m_tuser(m_tuser)
            );

            integer images = IMAGES;
            integer stall = 0;
            integer seed = 1;
            integer watchdog = 1000000;  // many times what the slowest layer needs for an image's first output
            integer image_file;
            integer score_file;
            integer sent = 0;      // beats
            integer received = 0;
            integer idle = 0;      // cycles since something moved
            longint now = 0;       // cycles
            longint first_in = 0;
            longint first_out = 0;
            longint last_out = 0;
            logic [31:0] random;
            logic [8*80-1:0] title;
            logic [{{input.Width - 1}}:0] next_pixel;
            logic [{{output.Width - 1}}:0] expected;
            logic [{{output.Width - 1}}:0] actual;

            initial begin
                if ($value$plusargs("images=%d", images)) ;
                if ($value$plusargs("stall=%d", stall)) ;
                if ($value$plusargs("seed=%d", seed)) ;
                if ($value$plusargs("watchdog=%d", watchdog)) ;
                if (images > IMAGES)
                    images = IMAGES;
                random = seed * 32'd2654435761 + 32'd1;
                image_file = $fopen("{{RtlVectors.Images}}", "r");
                score_file = $fopen("{{RtlVectors.Scores}}", "r");
                if (image_file == 0 || score_file == 0)
                    $fatal(1, "vectors are missing: run from the folder that holds them");
                // Their titles.
                if ($fgets(title, image_file) == 0 || $fgets(title, score_file) == 0)
                    $fatal(1, "vectors are empty");
            end

            // The place of the greatest score; of equal ones the first.
            function automatic logic [{{TopModule.IndexBits(design) - 1}}:0] class_of(input logic [{{output.Width - 1}}:0] scores);
                logic signed [{{output.Bits - 1}}:0] score;
                logic signed [{{output.Bits - 1}}:0] greatest;
                class_of = '0;
                greatest = scores[{{output.Bits - 1}}:0];
                for (int k = 1; k < {{output.Elements}}; k++) begin
                    score = scores[k*{{output.Bits}} +: {{output.Bits}}];
                    if (score > greatest) begin
                        greatest = score;
                        class_of = {{TopModule.IndexBits(design)}}'(k);
                    end
                end
            endfunction

            function automatic logic pauses(input logic [31:0] number);
                pauses = (number >> 8) % 100 < stall;
            endfunction

            /* verilator lint_off BLKSEQ */
            always @(posedge clk) begin
                now <= now + 1;
                // A linear congruential generator: the same pauses in every simulator.
                random <= random * 32'd1664525 + 32'd1013904223;
                rst <= now < 4;
                if (!rst) begin
                    if (!s_tvalid || s_tready) begin
                        s_tvalid <= 1'b0;
                        if (sent < images * BEATS_IN && !pauses(random)) begin
                            // Not into s_tdata at once: the chip samples it at this very edge.
                            if ($fscanf(image_file, "%h", next_pixel) != 1)
                                $fatal(1, "too few images");
                            s_tdata  <= next_pixel;
                            s_tvalid <= 1'b1;
                            sent <= sent + 1;
                        end
                    end
                    if (s_tvalid && s_tready && first_in == 0)
                        first_in <= now;
                    m_tready <= !pauses(random ^ 32'h5bd1e995);
                    if (m_tvalid && m_tready) begin
                        if ($fscanf(score_file, "%h", expected) != 1)
                            $fatal(1, "too few scores");
                        actual = m_tdata;
                        for (int k = 0; k < {{output.Elements}}; k++)
                            if (actual[k*{{output.Bits}} +: {{output.Bits}}] !== expected[k*{{output.Bits}} +: {{output.Bits}}]) begin
                                $display("MISMATCH scores image %0d score %0d: %h instead of %h", received / BEATS_OUT, received % BEATS_OUT * {{output.Elements}} + k, actual[k*{{output.Bits}} +: {{output.Bits}}], expected[k*{{output.Bits}} +: {{output.Bits}}]);
                                $fatal(1, "not what the runtime computed");
                            end
                        if (m_tuser !== class_of(expected)) begin
                            $display("MISMATCH class image %0d: %0d instead of %0d", received / BEATS_OUT, m_tuser, class_of(expected));
                            $fatal(1, "not what the runtime computed");
                        end
                        received <= received + 1;
                        if (received + 1 == BEATS_OUT)
                            first_out <= now;
                        last_out <= now;
                        if (received + 1 == images * BEATS_OUT)
                            finish(now);
                    end
                    idle <= (s_tvalid && s_tready) || (m_tvalid && m_tready) ? 0 : idle + 1;
                    if (idle == watchdog) begin
                        $display("DEADLOCK after %0d beats in and %0d out", sent, received);
                        $fatal(1, "nothing moves");
                    end
                end
            end
            /* verilator lint_on BLKSEQ */
            """));
        var finish = new StringBuilder();
        finish.Append(CultureInfo.InvariantCulture, $$"""

            task finish(input longint cycle);
                longint others;
                others = 64'(images) - 64'd1;
                $display("PASS images=%0d", images);
                $display("CYCLES latency=%0d interval=%0d total=%0d", (images == 1 ? cycle : first_out) - first_in, images == 1 ? cycle - first_in : (cycle - first_out) / others, cycle - first_in);

            """);
        for (var layer = 0; layer < design.Layers.Length; layer++)
        {
            for (var k = 0; design.Layers[layer].Inputs.Length > 1 && k < design.Layers[layer].Inputs.Length; k++)
            {
                var fifo = TopModule.FifoOf(design, layer, k);
                finish.Append(CultureInfo.InvariantCulture, $"    $display(\"FIFO {fifo} peak=%0d\", dut.{fifo}.peak);\n");
            }

            if (design.Layers[layer] is CrossbarRtl crossbars)
                finish.Append(CultureInfo.InvariantCulture, $"    $display(\"READS {crossbars.Name} %0d\", dut.{crossbars.Name}.{crossbars.Tiles.First().Name}.reads);\n");
        }

        text.Lines(finish.Append("    $finish;\nendtask").ToString());
        foreach (var layer in design.Layers.OfType<CrossbarRtl>())
        {
            var crossbars = ((FixedPointCrossbars)layer.Planned).Crossbars;
            var (reads, row) = (crossbars.Reads, crossbars.Unrolling(layer.InputShapes[0]).Output.Width * crossbars.Pulses);
            foreach (var tile in layer.Tiles)
            {
                Checker("dac", "row", tile.Place.RowCount, tile.DacBits, RtlVectors.DacCodesOf(layer, tile));
                Checker("adc", "column", tile.Place.OutputCount, tile.AdcBits, RtlVectors.AdcCodesOf(layer, tile));

                void Checker(string what, string element, int elements, int bits, string file)
                {
                    var stream = $"dut.{layer.Name}.{tile.Name}_{what}";
                    text.Instance(
                        "code_checker",
                        $"{layer.Name}_{tile.Name}_{what}",
                        [
                            ("BITS", elements * bits), ("WORDS", string.Create(CultureInfo.InvariantCulture, $"IMAGES * {reads}")), ("WINDOWS", reads), ("ROW", row), ("PULSES", crossbars.Pulses), ("ELEMENT_BITS", bits),
                            ("FILE", $"\"{file}\""), ("NAME", $"\"{layer.Name}.{tile.Name}.{what}\""), ("ELEMENT", $"\"{element}\""),
                        ],
                        ("clk", "clk"),
                        ("rst", "rst"),
                        ("tdata", stream + "_tdata"),
                        ("tvalid", stream + "_tvalid"),
                        ("tready", stream + "_tready"));
                }
            }
        }

        return text.End();
    }
}
