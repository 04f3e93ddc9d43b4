// Sends the codes of a window digit by digit, the least digit first: PULSES beats for each beat that comes.
//
// A digit has DIGIT_BITS bits; the last one may have fewer, and its upper bits are 0 then.
//
// Timing: combinational, but for the pulse that is sent. A beat is taken with its last pulse.
module pulse_sequencer #(
    parameter int ELEMENTS   = 1,
    parameter int CODE_BITS  = 8,  // of a code, unsigned
    parameter int DIGIT_BITS = 1,
    parameter int PULSES     = 8   // 2 or more; PULSES * DIGIT_BITS hold a code
) (
    input  logic                           clk,
    input  logic                           rst,
    input  logic [ELEMENTS*CODE_BITS-1:0]  s_tdata,
    input  logic                           s_tvalid,
    output logic                           s_tready,
    output logic [ELEMENTS*DIGIT_BITS-1:0] m_tdata,
    output logic                           m_tvalid,
    input  logic                           m_tready
);
    localparam int PULSE_BITS = $clog2(PULSES);
    localparam int ALL_BITS   = PULSES * DIGIT_BITS;
    localparam logic [PULSE_BITS-1:0] LAST = PULSE_BITS'(PULSES - 1);

    // Elements per expression: see clamp.
    localparam int LANES  = ELEMENTS < 16 ? ELEMENTS : ELEMENTS > 2048 ? 256 : 16;
    localparam int GROUPS = (ELEMENTS + LANES - 1) / LANES;

    logic [PULSE_BITS-1:0] pulse;

    function automatic logic [LANES*DIGIT_BITS-1:0] digits(
        input logic [LANES*CODE_BITS-1:0] group,
        input logic [PULSE_BITS-1:0]      number
    );
        logic [ALL_BITS-1:0] code;
        digits = '0;
        for (int e = 0; e < LANES; e++) begin
            code = ALL_BITS'(group[e*CODE_BITS +: CODE_BITS]);
            digits[e*DIGIT_BITS +: DIGIT_BITS] = code[number*DIGIT_BITS +: DIGIT_BITS];
        end
    endfunction

    logic [GROUPS*LANES*CODE_BITS-1:0] codes;

    assign codes    = (GROUPS * LANES * CODE_BITS)'(s_tdata);
    assign m_tvalid = s_tvalid;
    assign s_tready = m_tready && pulse == LAST;

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = ELEMENTS - g * LANES < LANES ? ELEMENTS - g * LANES : LANES;
        assign m_tdata[g*LANES*DIGIT_BITS +: COUNT*DIGIT_BITS] =
            (COUNT * DIGIT_BITS)'(digits(codes[g*LANES*CODE_BITS +: LANES*CODE_BITS], pulse));
    end

    always_ff @(posedge clk) begin
        if (rst)
            pulse <= '0;
        else if (s_tvalid && m_tready)
            pulse <= pulse == LAST ? '0 : pulse + 1'b1;
    end
endmodule
