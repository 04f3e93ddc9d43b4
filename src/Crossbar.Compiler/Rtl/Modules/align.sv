// Gives each channel more fraction bits, x << SHIFT, sign extended: streams of different scales that are concatenated.
//
// Timing: combinational, wiring only.
module align #(
    parameter int CHANNELS    = 1,
    parameter int INPUT_BITS  = 8,  // of a channel, two's complement
    parameter int OUTPUT_BITS = 8,  // of a channel, two's complement; INPUT_BITS + SHIFT hold any
    parameter int SHIFT       = 0
) (
    input  logic [CHANNELS*INPUT_BITS-1:0]  s_tdata,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    for (genvar g = 0; g < CHANNELS; g = g + 64) begin : lanes
        for (genvar c = g; c < CHANNELS && c < g + 64; c++) begin : channel
            logic signed [INPUT_BITS-1:0]  value;
            logic signed [OUTPUT_BITS-1:0] aligned;

            assign value   = s_tdata[c*INPUT_BITS +: INPUT_BITS];
            assign aligned = OUTPUT_BITS'(value) <<< SHIFT;
            assign m_tdata[c*OUTPUT_BITS +: OUTPUT_BITS] = aligned;
        end
    end
endmodule
