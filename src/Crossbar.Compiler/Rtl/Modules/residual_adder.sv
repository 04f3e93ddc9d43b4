// Adds the two branches of a residual block: clamp(((a << A_SHIFT) + (b << B_SHIFT) + 2^(SHIFT-1)) >>> SHIFT).
//
// The shifts to the left bring both to one scale; the shift to the right, rounding half up, takes away what is finer than the
// output. No rounding constant where SHIFT is 0.
//
// Timing: combinational.
module residual_adder #(
    parameter int     CHANNELS    = 1,
    parameter int     A_BITS      = 8,     // of a channel, two's complement
    parameter int     A_SHIFT     = 0,
    parameter int     B_BITS      = 8,     // of a channel, two's complement
    parameter int     B_SHIFT     = 0,
    parameter int     SHIFT       = 0,
    parameter int     OUTPUT_BITS = 9,     // of a channel
    parameter         MINIMUM     = -256,
    parameter         MAXIMUM     = 255
) (
    input  logic [CHANNELS*A_BITS-1:0]      a_tdata,
    input  logic [CHANNELS*B_BITS-1:0]      b_tdata,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    localparam int A_WIDE     = A_BITS + A_SHIFT;
    localparam int B_WIDE     = B_BITS + B_SHIFT;
    localparam int TERM_BITS  = A_WIDE > B_WIDE ? A_WIDE : B_WIDE;
    localparam int SUM_BITS   = (TERM_BITS > SHIFT ? TERM_BITS : SHIFT) + 2;
    localparam logic signed [SUM_BITS-1:0] ONE  = SUM_BITS'(1);
    localparam logic signed [SUM_BITS-1:0] HALF = (ONE <<< SHIFT) >>> 1;

    logic [CHANNELS*SUM_BITS-1:0] sums;

    // Channels per expression: see clamp.
    localparam int LANES  = CHANNELS < 16 ? CHANNELS : CHANNELS > 2048 ? 256 : 16;
    localparam int GROUPS = (CHANNELS + LANES - 1) / LANES;

    function automatic logic [LANES*SUM_BITS-1:0] added(input logic [LANES*A_BITS-1:0] a_group, input logic [LANES*B_BITS-1:0] b_group);
        logic signed [A_BITS-1:0] a;
        logic signed [B_BITS-1:0] b;
        added = '0;
        for (int c = 0; c < LANES; c++) begin
            a = a_group[c*A_BITS +: A_BITS];
            b = b_group[c*B_BITS +: B_BITS];
            added[c*SUM_BITS +: SUM_BITS] = (SUM_BITS'(a) <<< A_SHIFT) + (SUM_BITS'(b) <<< B_SHIFT) + HALF;
        end
    endfunction

    logic [GROUPS*LANES*A_BITS-1:0]   a_values;
    logic [GROUPS*LANES*B_BITS-1:0]   b_values;

    assign a_values = (GROUPS * LANES * A_BITS)'(a_tdata);
    assign b_values = (GROUPS * LANES * B_BITS)'(b_tdata);

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = CHANNELS - g * LANES < LANES ? CHANNELS - g * LANES : LANES;
        assign sums[g*LANES*SUM_BITS +: COUNT*SUM_BITS] =
            (COUNT * SUM_BITS)'(added(a_values[g*LANES*A_BITS +: LANES*A_BITS], b_values[g*LANES*B_BITS +: LANES*B_BITS]));
    end

    rounder #(
        .CHANNELS(CHANNELS),
        .SUM_BITS(SUM_BITS),
        .SHIFT(SHIFT),
        .OUTPUT_BITS(OUTPUT_BITS),
        .MINIMUM(MINIMUM),
        .MAXIMUM(MAXIMUM)
    ) round (
        .s_tdata(sums),
        .m_tdata(m_tdata)
    );
endmodule
