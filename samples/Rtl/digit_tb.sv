// Shows the chip one digit and prints what it says and how many cycles that took. Run it beside the folder that crossbar rtl wrote (run.sh does).
//
//   +image=FILE     14 lines of 14 characters: . paper, - and + greys, # ink (digit.txt without it)
//
// The bench next to the chip, chip_small_crossbar_tb, compares every code with the runtime; this one is to be read and changed.
module digit_tb;
    localparam int SIDE       = 14;
    localparam int PIXELS     = SIDE * SIDE;
    localparam int CLASSES    = 10;
    // Of the chip's header: an input n stands for n * 2^-20, a score for n * 2^-14.
    localparam int PIXEL_BITS = 22;
    localparam int ONE        = 1 << 20;
    localparam int SCORE_BITS = 22;
    localparam real SCORE_ONE = 16384.0;

    logic clk = 1'b0;
    logic rst = 1'b1;
    always #5 clk = !clk;  // 10 time units are a cycle

    // A pixel per beat, row by row, and one beat with all scores: AXI4-Stream both.
    logic [PIXEL_BITS-1:0] s_tdata = '0;
    logic s_tvalid = 1'b0;
    logic s_tready;
    logic [CLASSES*SCORE_BITS-1:0] m_tdata;
    logic m_tvalid;
    logic [3:0] m_tuser;

    chip_small_crossbar chip (
        .clk(clk),
        .rst(rst),
        .s_tdata(s_tdata),
        .s_tvalid(s_tvalid),
        .s_tready(s_tready),
        .m_tdata(m_tdata),
        .m_tvalid(m_tvalid),
        .m_tready(1'b1),
        .m_tuser(m_tuser)
    );

    int cycle = 0;
    int first_in = -1;
    always @(posedge clk) begin
        cycle <= cycle + 1;
        if (s_tvalid && s_tready && first_in < 0)
            first_in <= cycle;
    end

    // --- The picture -------------------------------------------------------------------------------------------------------------
    logic [PIXEL_BITS-1:0] pixels [0:PIXELS-1];
    string name;
    int file;
    int character;

    task automatic read_picture;
        int n;
        n = 0;
        if (!$value$plusargs("image=%s", name))
            name = "digit.txt";
        file = $fopen(name, "r");
        if (file == 0) begin
            $display("digit_tb: there is no %0s here", name);
            $fatal(1);
        end
        character = $fgetc(file);
        while (character != -1 && n < PIXELS) begin
            case (character)
                ".": pixels[n] = 0;
                "-": pixels[n] = PIXEL_BITS'(ONE / 3);
                "+": pixels[n] = PIXEL_BITS'(ONE * 2 / 3);
                "#": pixels[n] = PIXEL_BITS'(ONE);
                default: ;
            endcase
            if (character == "." || character == "-" || character == "+" || character == "#") begin
                $write("%s", character == "." ? " " : 8'(character));
                n = n + 1;
                if (n % SIDE == 0)
                    $write("\n");
            end
            character = $fgetc(file);
        end
        $fclose(file);
        if (n != PIXELS) begin
            $display("digit_tb: %0s has %0d pixels, not %0d", name, n, PIXELS);
            $fatal(1);
        end
    endtask

    // --- The picture goes in -----------------------------------------------------------------------------------------------------
    int sent = 0;
    initial begin
        read_picture;
        repeat (4) @(negedge clk);
        rst = 1'b0;
        // Signals change at the falling edge: the chip sees them settled at the rising one.
        while (sent < PIXELS) begin
            s_tdata  = pixels[sent];
            s_tvalid = 1'b1;
            #1 if (s_tready)
                sent = sent + 1;
            @(negedge clk);
        end
        s_tvalid = 1'b0;
    end

    // --- Its scores come out -----------------------------------------------------------------------------------------------------
    logic signed [SCORE_BITS-1:0] score;
    always @(posedge clk) if (m_tvalid && !rst) begin
        for (int k = 0; k < CLASSES; k++) begin
            score = m_tdata[k*SCORE_BITS +: SCORE_BITS];
            $display("%0d %8.3f%s", k, $itor(score) / SCORE_ONE, k == int'(m_tuser) ? "  <" : "");
        end
        $display("DIGIT %0d after %0d cycles (%0d ns at 100 MHz)", m_tuser, cycle - first_in, 10 * (cycle - first_in));
        $finish;
    end

    // Nothing that works takes so long.
    initial #100000 begin
        $display("digit_tb: no scores after 10000 cycles");
        $fatal(1);
    end
endmodule
