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

    // Channels per expression: see clamp.
    localparam int LANES  = CHANNELS < 16 ? CHANNELS : CHANNELS > 2048 ? 256 : 16;
    localparam int GROUPS = (CHANNELS + LANES - 1) / LANES;

    function automatic logic [LANES*SUM_BITS-1:0] scaled(
        input logic [LANES*INPUT_BITS-1:0]      group,
        input logic [LANES*MULTIPLIER_BITS-1:0] multipliers,
        input logic [LANES*OFFSET_BITS-1:0]     offsets
    );
        logic signed [INPUT_BITS-1:0]      value;
        logic signed [MULTIPLIER_BITS-1:0] multiplier;
        logic signed [OFFSET_BITS-1:0]     offset;
        scaled = '0;
        for (int c = 0; c < LANES; c++) begin
            value      = group[c*INPUT_BITS +: INPUT_BITS];
            multiplier = multipliers[c*MULTIPLIER_BITS +: MULTIPLIER_BITS];
            offset     = offsets[c*OFFSET_BITS +: OFFSET_BITS];
            scaled[c*SUM_BITS +: SUM_BITS] = SUM_BITS'(value) * SUM_BITS'(multiplier) + (SUM_BITS'(offset) + HALF);
        end
    endfunction

    logic [GROUPS*LANES*INPUT_BITS-1:0]      values;
    logic [GROUPS*LANES*MULTIPLIER_BITS-1:0] factors;
    logic [GROUPS*LANES*OFFSET_BITS-1:0]     summands;

    assign values   = (GROUPS * LANES * INPUT_BITS)'(s_tdata);
    assign factors  = (GROUPS * LANES * MULTIPLIER_BITS)'(MULTIPLIERS);
    assign summands = (GROUPS * LANES * OFFSET_BITS)'(OFFSETS);

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = CHANNELS - g * LANES < LANES ? CHANNELS - g * LANES : LANES;
        assign sums[g*LANES*SUM_BITS +: COUNT*SUM_BITS] =
            (COUNT * SUM_BITS)'(scaled(values[g*LANES*INPUT_BITS +: LANES*INPUT_BITS], factors[g*LANES*MULTIPLIER_BITS +: LANES*MULTIPLIER_BITS], summands[g*LANES*OFFSET_BITS +: LANES*OFFSET_BITS]));
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
