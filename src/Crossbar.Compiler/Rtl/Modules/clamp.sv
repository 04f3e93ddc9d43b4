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

    // Channels per expression: an expression for each takes simulators long to compile, one for all takes synthesis long.
    localparam int LANES  = CHANNELS < 16 ? CHANNELS : CHANNELS > 2048 ? 256 : 16;
    localparam int GROUPS = (CHANNELS + LANES - 1) / LANES;

    function automatic logic [LANES*OUTPUT_BITS-1:0] limited(input logic [LANES*INPUT_BITS-1:0] group);
        logic signed [INPUT_BITS-1:0] value;
        logic signed [WIDE-1:0]       wide;
        limited = '0;
        for (int c = 0; c < LANES; c++) begin
            value = group[c*INPUT_BITS +: INPUT_BITS];
            wide  = WIDE'(value);
            limited[c*OUTPUT_BITS +: OUTPUT_BITS] = OUTPUT_BITS'(wide < LOWEST ? LOWEST : wide > GREATEST ? GREATEST : wide);
        end
    endfunction

    logic [GROUPS*LANES*INPUT_BITS-1:0] values;

    assign values = (GROUPS * LANES * INPUT_BITS)'(s_tdata);

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = CHANNELS - g * LANES < LANES ? CHANNELS - g * LANES : LANES;
        assign m_tdata[g*LANES*OUTPUT_BITS +: COUNT*OUTPUT_BITS] =
            (COUNT * OUTPUT_BITS)'(limited(values[g*LANES*INPUT_BITS +: LANES*INPUT_BITS]));
    end
endmodule
