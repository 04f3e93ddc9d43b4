// Drives a stream with the beats of FILE and pauses in STALLS of 16 cycles. Between beats the data are unknown.
/* verilator lint_off WIDTH */
/* verilator lint_off UNSIGNED */
/* verilator lint_off CMPCONST */
module stream_source #(
    parameter int BITS   = 8,
    parameter int BEATS  = 1,
    parameter int STALLS = 0,
    parameter int SEED   = 1,
    parameter     FILE   = "beats.hex"
) (
    input  logic            clk,
    input  logic            rst,
    output logic [BITS-1:0] tdata,
    output logic            tvalid,
    input  logic            tready
);
    logic [BITS-1:0] beats[0:BEATS-1];
    integer          next;
    logic [31:0]     random = 32'(SEED) * 32'd2654435769;
    logic            offer;

    initial $readmemh(FILE, beats);

    assign offer = next < BEATS && random[31:28] >= STALLS;

    always @(posedge clk) begin
        random <= random * 32'd1664525 + 32'd1013904223;
        if (rst) begin
            next   <= 0;
            tvalid <= 1'b0;
            tdata  <= {BITS{1'bx}};
        end else if (!tvalid || tready) begin
            tvalid <= offer;
            tdata  <= offer ? beats[next] : {BITS{1'bx}};
            if (offer)
                next <= next + 1;
        end
    end
endmodule
