// A multiplier and an offset for each channel, rounded half up: clamp((x * m[c] + o[c] + 2^(SHIFT-1)) >>> SHIFT).
//
// Offset and rounding constant are one constant of each channel. No rounding constant where SHIFT is 0.
//
// Timing: combinational, one multiplier per channel.
module scale_shift #(
    parameter int     CHANNELS        = 1,
    parameter int     INPUT_BITS      = 8,     // of a channel, two's complement
    parameter int     MULTIPLIER_BITS = 8,     // of a multiplier, two's complement
    parameter int     OFFSET_BITS     = 16,    // of an offset, two's complement; in units of 2^-SHIFT
    parameter int     SHIFT           = 8,
    parameter int     OUTPUT_BITS     = 8,     // of a channel
    parameter         MINIMUM         = -128,
    parameter         MAXIMUM         = 127,
    parameter logic [CHANNELS*MULTIPLIER_BITS-1:0] MULTIPLIERS = '0,  // channel 0 in the low bits
    parameter logic [CHANNELS*OFFSET_BITS-1:0]     OFFSETS     = '0
) (
    input  logic [CHANNELS*INPUT_BITS-1:0]  s_tdata,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    localparam int PRODUCT_BITS  = INPUT_BITS + MULTIPLIER_BITS;
    localparam int CONSTANT_BITS = OFFSET_BITS > SHIFT ? OFFSET_BITS : SHIFT;
    localparam int SUM_BITS      = (PRODUCT_BITS > CONSTANT_BITS ? PRODUCT_BITS : CONSTANT_BITS) + 2;
    localparam logic signed [SUM_BITS-1:0] ONE  = SUM_BITS'(1);
    localparam logic signed [SUM_BITS-1:0] HALF = (ONE <<< SHIFT) >>> 1;

    logic [CHANNELS*SUM_BITS-1:0] sums;

    for (genvar c = 0; c < CHANNELS; c++) begin : channel
        localparam logic signed [MULTIPLIER_BITS-1:0] MULTIPLIER = MULTIPLIERS[c*MULTIPLIER_BITS +: MULTIPLIER_BITS];
        localparam logic signed [OFFSET_BITS-1:0]     OFFSET     = OFFSETS[c*OFFSET_BITS +: OFFSET_BITS];
        localparam logic signed [SUM_BITS-1:0]        CONSTANT   = SUM_BITS'(OFFSET) + HALF;

        logic signed [INPUT_BITS-1:0] value;
        logic signed [SUM_BITS-1:0]   sum;

        assign value = s_tdata[c*INPUT_BITS +: INPUT_BITS];
        assign sum   = SUM_BITS'(value) * SUM_BITS'(MULTIPLIER) + CONSTANT;
        assign sums[c*SUM_BITS +: SUM_BITS] = sum;
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
