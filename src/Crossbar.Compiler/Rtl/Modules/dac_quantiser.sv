// Makes DAC codes of fixed-point values: clamp(((x * MULTIPLIER + 2^(SHIFT-1)) >>> SHIFT) + ZERO_CODE, 0, MAX_CODE).
//
// ZERO_CODE, the code of the value 0, joins the rounding constant before the shift, shifted left as much: the same number, one
// adder less. No rounding constant where SHIFT is 0.
//
// Timing: combinational.
module dac_quantiser #(
    parameter int     CHANNELS        = 1,
    parameter int     INPUT_BITS      = 16,  // of a value, two's complement
    parameter int     CODE_BITS       = 8,   // of a code, unsigned
    parameter         MULTIPLIER      = 1,   // 0 to 2^MULTIPLIER_BITS - 1: codes per unit of x, in units of 2^-SHIFT
    parameter int     MULTIPLIER_BITS = 8,
    parameter int     SHIFT           = 8,   // 0 or more
    parameter         ZERO_CODE       = 0,   // 0 to 2^CODE_BITS - 1
    parameter         MAX_CODE        = 255  // 0 to 2^CODE_BITS - 1
) (
    input  logic [CHANNELS*INPUT_BITS-1:0] s_tdata,
    output logic [CHANNELS*CODE_BITS-1:0]  m_tdata
);
    // The product, and the constant: both below half of what SUM_BITS can hold.
    localparam int PRODUCT_BITS  = INPUT_BITS + MULTIPLIER_BITS;
    localparam int CONSTANT_BITS = CODE_BITS + SHIFT + 1;
    localparam int SUM_BITS      = (PRODUCT_BITS > CONSTANT_BITS ? PRODUCT_BITS : CONSTANT_BITS) + 2;
    localparam logic signed [SUM_BITS-1:0] FACTOR   = SUM_BITS'(MULTIPLIER);
    localparam logic signed [SUM_BITS-1:0] ONE      = SUM_BITS'(1);
    localparam logic signed [SUM_BITS-1:0] ZERO     = SUM_BITS'(ZERO_CODE);
    localparam logic signed [SUM_BITS-1:0] CONSTANT = (ZERO <<< SHIFT) + ((ONE <<< SHIFT) >>> 1);

    logic [CHANNELS*SUM_BITS-1:0] sums;

    // Channels per expression: see clamp.
    localparam int LANES  = CHANNELS < 16 ? CHANNELS : CHANNELS > 2048 ? 256 : 16;
    localparam int GROUPS = (CHANNELS + LANES - 1) / LANES;

    function automatic logic [LANES*SUM_BITS-1:0] scaled(input logic [LANES*INPUT_BITS-1:0] group);
        logic signed [INPUT_BITS-1:0] value;
        scaled = '0;
        for (int c = 0; c < LANES; c++) begin
            value = group[c*INPUT_BITS +: INPUT_BITS];
            scaled[c*SUM_BITS +: SUM_BITS] = SUM_BITS'(value) * FACTOR + CONSTANT;
        end
    endfunction

    logic [GROUPS*LANES*INPUT_BITS-1:0] values;

    assign values = (GROUPS * LANES * INPUT_BITS)'(s_tdata);

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = CHANNELS - g * LANES < LANES ? CHANNELS - g * LANES : LANES;
        assign sums[g*LANES*SUM_BITS +: COUNT*SUM_BITS] =
            (COUNT * SUM_BITS)'(scaled(values[g*LANES*INPUT_BITS +: LANES*INPUT_BITS]));
    end

    rounder #(
        .CHANNELS(CHANNELS),
        .SUM_BITS(SUM_BITS),
        .SHIFT(SHIFT),
        .OUTPUT_BITS(CODE_BITS),
        .MINIMUM(0),
        .MAXIMUM(MAX_CODE)
    ) round (
        .s_tdata(sums),
        .m_tdata(m_tdata)
    );
endmodule
