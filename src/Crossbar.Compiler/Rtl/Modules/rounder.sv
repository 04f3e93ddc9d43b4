// Takes SHIFT fraction bits from each channel and limits what is left: clamp(sum >>> SHIFT, MINIMUM, MAXIMUM).
//
// The shift floors. Whoever makes the sum has added 2^(SHIFT-1), which makes that "round half up"; where a constant is added
// anyway this costs nothing.
//
// Timing: combinational.
module rounder #(
    parameter int     CHANNELS    = 1,
    parameter int     SUM_BITS    = 24,    // of a channel, two's complement
    parameter int     SHIFT       = 8,     // fraction bits, 0 or more
    parameter int     OUTPUT_BITS = 8,     // of a channel
    parameter         MINIMUM     = -128,
    parameter         MAXIMUM     = 127
) (
    input  logic [CHANNELS*SUM_BITS-1:0]    s_tdata,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    logic [CHANNELS*SUM_BITS-1:0] floors;

    for (genvar c = 0; c < CHANNELS; c++) begin : channel
        logic signed [SUM_BITS-1:0] sum;
        logic signed [SUM_BITS-1:0] floor;

        assign sum   = s_tdata[c*SUM_BITS +: SUM_BITS];
        assign floor = sum >>> SHIFT;
        assign floors[c*SUM_BITS +: SUM_BITS] = floor;
    end

    clamp #(
        .CHANNELS(CHANNELS),
        .INPUT_BITS(SUM_BITS),
        .OUTPUT_BITS(OUTPUT_BITS),
        .MINIMUM(MINIMUM),
        .MAXIMUM(MAXIMUM)
    ) limit (
        .s_tdata(floors),
        .m_tdata(m_tdata)
    );
endmodule
