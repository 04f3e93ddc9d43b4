// Adds up what the pulses of a window give: a beat for each PULSES beats that come.
//
// Sums begin with OFFSETS. What a pulse weighs is in the multipliers earlier; arithmetic is modulo 2^SUM_BITS, and the compiler
// proves that sums fit.
//
// Timing: combinational from the last pulse to the output; pulse is the number of the beat that is awaited.
module pulse_accumulator #(
    parameter int CHANNELS   = 1,
    parameter int SUM_BITS   = 16,  // of a sum, two's complement
    parameter int PULSES     = 2,   // 2 or more
    parameter int PULSE_BITS = 1,   // $clog2(PULSES)
    parameter logic [CHANNELS*SUM_BITS-1:0] OFFSETS = '0  // channel 0 in the low bits
) (
    input  logic                         clk,
    input  logic                         rst,
    input  logic [CHANNELS*SUM_BITS-1:0] s_tdata,
    input  logic                         s_tvalid,
    output logic                         s_tready,
    output logic [CHANNELS*SUM_BITS-1:0] m_tdata,
    output logic                         m_tvalid,
    input  logic                         m_tready,
    output logic [PULSE_BITS-1:0]        pulse
);
    localparam logic [PULSE_BITS-1:0] LAST = PULSE_BITS'(PULSES - 1);

    // Channels per expression: see clamp.
    localparam int LANES  = CHANNELS < 16 ? CHANNELS : CHANNELS > 2048 ? 256 : 16;
    localparam int GROUPS = (CHANNELS + LANES - 1) / LANES;

    logic [CHANNELS*SUM_BITS-1:0] sums;
    logic [CHANNELS*SUM_BITS-1:0] earlier;

    function automatic logic [LANES*SUM_BITS-1:0] added(
        input logic [LANES*SUM_BITS-1:0] first,
        input logic [LANES*SUM_BITS-1:0] second
    );
        added = '0;
        for (int c = 0; c < LANES; c++)
            added[c*SUM_BITS +: SUM_BITS] = first[c*SUM_BITS +: SUM_BITS] + second[c*SUM_BITS +: SUM_BITS];
    endfunction

    logic [GROUPS*LANES*SUM_BITS-1:0] old;
    logic [GROUPS*LANES*SUM_BITS-1:0] now;

    assign earlier  = pulse == '0 ? OFFSETS : sums;
    assign old      = (GROUPS * LANES * SUM_BITS)'(earlier);
    assign now      = (GROUPS * LANES * SUM_BITS)'(s_tdata);
    assign m_tvalid = s_tvalid && pulse == LAST;
    assign s_tready = m_tready || pulse != LAST;

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = CHANNELS - g * LANES < LANES ? CHANNELS - g * LANES : LANES;
        assign m_tdata[g*LANES*SUM_BITS +: COUNT*SUM_BITS] =
            (COUNT * SUM_BITS)'(added(old[g*LANES*SUM_BITS +: LANES*SUM_BITS], now[g*LANES*SUM_BITS +: LANES*SUM_BITS]));
    end

    always_ff @(posedge clk) begin
        if (rst)
            pulse <= '0;
        else if (s_tvalid && s_tready)
            pulse <= pulse == LAST ? '0 : pulse + 1'b1;
    end

    // Data need no reset: the first pulse says what they are worth.
    always_ff @(posedge clk) begin
        if (s_tvalid && s_tready)
            sums <= m_tdata;
    end
endmodule
