// Limits each channel to MINIMUM ... MAXIMUM and takes its low OUTPUT_BITS bits: ReLU, Clip, saturation.
//
// It compares before it narrows, in a type that holds input and bounds, so that nothing wraps. Where MINIMUM is not negative the
// output may be read as unsigned: MAXIMUM then goes up to 2^OUTPUT_BITS - 1.
//
// Timing: combinational.
module clamp #(
    parameter int     CHANNELS    = 1,
    parameter int     INPUT_BITS  = 16,    // of a channel, two's complement
    parameter int     OUTPUT_BITS = 8,     // of a channel
    parameter         MINIMUM     = -128,
    parameter         MAXIMUM     = 127
) (
    input  logic [CHANNELS*INPUT_BITS-1:0]  s_tdata,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    localparam int WIDE = (INPUT_BITS > OUTPUT_BITS ? INPUT_BITS : OUTPUT_BITS) + 2;
    localparam logic signed [WIDE-1:0] LOWEST   = WIDE'(MINIMUM);
    localparam logic signed [WIDE-1:0] GREATEST = WIDE'(MAXIMUM);

    for (genvar c = 0; c < CHANNELS; c++) begin : channel
        logic signed [INPUT_BITS-1:0] value;
        logic signed [WIDE-1:0]       wide;

        assign value = s_tdata[c*INPUT_BITS +: INPUT_BITS];
        assign wide  = WIDE'(value);
        assign m_tdata[c*OUTPUT_BITS +: OUTPUT_BITS] =
            OUTPUT_BITS'(wide < LOWEST ? LOWEST : wide > GREATEST ? GREATEST : wide);
    end
endmodule
