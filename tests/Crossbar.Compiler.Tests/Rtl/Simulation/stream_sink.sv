// Takes a stream, pauses in STALLS of 16 cycles, and writes the beats to FILE; what breaks the handshake's rules is a line there too.
/* verilator lint_off WIDTH */
/* verilator lint_off UNSIGNED */
/* verilator lint_off CMPCONST */
module stream_sink #(
    parameter int BITS         = 8,
    parameter int BEATS        = 1,  // that are awaited
    parameter int STALLS       = 0,
    parameter int SEED         = 1,
    parameter int LEAST_CYCLES = 0,  // from the first beat in to the last beat out
    parameter int MOST_CYCLES  = 0,  // 0 for any number
    parameter     FILE         = "beats.txt"
) (
    input  logic            clk,
    input  logic            rst,
    input  logic            record,
    input  logic            start,
    input  logic [BITS-1:0] tdata,
    input  logic            tvalid,
    output logic            tready,
    output logic            done
);
    integer          file;
    integer          count;
    integer          cycles;
    logic            was_reset = 0;
    logic            was_stalled = 0;
    logic [BITS-1:0] held;
    logic [31:0]     random = 32'(SEED) * 32'd2654435769;

    initial file = $fopen(FILE, "w");

    assign done = count >= BEATS;

    always @(posedge clk) begin
        random      <= random * 32'd1664525 + 32'd1013904223;
        tready      <= random[31:28] >= STALLS;
        was_reset   <= rst;
        was_stalled <= !rst && tvalid && !tready;
        held        <= tdata;
        cycles      <= rst ? 0 : cycles + ((start || cycles > 0) ? 1 : 0);
        if (was_reset && tvalid !== 1'b0 && rst)
            $fdisplay(file, "valid in reset");
        if (rst) begin
            count <= 0;
        end else begin
            if (tvalid !== 1'b0 && tvalid !== 1'b1)
                $fdisplay(file, "valid is unknown");
            if (was_stalled && !(tvalid === 1'b1 && tdata === held))
                $fdisplay(file, "it changed while it waited");
            if (tvalid && tready) begin
                count <= count + 1;
                if (record)
                    $fdisplay(file, "%h", tdata);
                if (record && count == BEATS - 1 && (cycles < LEAST_CYCLES || (MOST_CYCLES > 0 && cycles > MOST_CYCLES)))
                    $fdisplay(file, "it took %0d cycles", cycles);
            end
        end
    end
endmodule
