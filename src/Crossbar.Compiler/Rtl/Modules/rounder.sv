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

    // Channels per expression: see clamp.
    localparam int LANES  = CHANNELS < 16 ? CHANNELS : CHANNELS > 2048 ? 256 : 16;
    localparam int GROUPS = (CHANNELS + LANES - 1) / LANES;

    function automatic logic [LANES*SUM_BITS-1:0] floor(input logic [LANES*SUM_BITS-1:0] group);
        logic signed [SUM_BITS-1:0] sum;
        floor = '0;
        for (int c = 0; c < LANES; c++) begin
            sum = group[c*SUM_BITS +: SUM_BITS];
            floor[c*SUM_BITS +: SUM_BITS] = sum >>> SHIFT;
        end
    endfunction

    logic [GROUPS*LANES*SUM_BITS-1:0] values;

    assign values = (GROUPS * LANES * SUM_BITS)'(s_tdata);

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = CHANNELS - g * LANES < LANES ? CHANNELS - g * LANES : LANES;
        assign floors[g*LANES*SUM_BITS +: COUNT*SUM_BITS] =
            (COUNT * SUM_BITS)'(floor(values[g*LANES*SUM_BITS +: LANES*SUM_BITS]));
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
