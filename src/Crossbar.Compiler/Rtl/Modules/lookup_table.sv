// A function of each channel by table: entry clamp((x - FIRST) >>> SHIFT, 0, ENTRIES - 1) of FILE.
//
// FILE has a word of hex for each entry, two's complement of OUTPUT_BITS. All channels have the same table; synthesis makes a
// ROM of it, as often as there are channels.
//
// Timing: combinational.
module lookup_table #(
    parameter int     CHANNELS    = 1,
    parameter int     INPUT_BITS  = 8,     // of a channel, two's complement
    parameter longint FIRST       = -128,  // the x at which entry 0 begins
    parameter int     SHIFT       = 0,     // an entry stands for 2^SHIFT values of x
    parameter int     ENTRIES     = 256,
    parameter int     OUTPUT_BITS = 8,     // of a channel, two's complement
    parameter         FILE        = "table.hex"
) (
    input  logic [CHANNELS*INPUT_BITS-1:0]  s_tdata,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    localparam longint LAST = 64'(ENTRIES) - 1;
    localparam int INDEX_BITS = ENTRIES > 1 ? $clog2(ENTRIES) : 1;
    // x, FIRST and ENTRIES all fit in half of it, their difference in all.
    localparam int FIRST_BITS = $clog2(FIRST < 0 ? -FIRST : FIRST + 1) + 1;
    localparam int VALUE_BITS = INPUT_BITS > FIRST_BITS ? INPUT_BITS : FIRST_BITS;
    localparam int WIDE       = (VALUE_BITS > INDEX_BITS ? VALUE_BITS : INDEX_BITS) + 2;
    localparam logic signed [WIDE-1:0] ORIGIN = WIDE'(FIRST);

    logic [OUTPUT_BITS-1:0]         entries[0:ENTRIES-1];
    logic [CHANNELS*WIDE-1:0]       offsets;
    logic [CHANNELS*INDEX_BITS-1:0] indices;

    initial $readmemh(FILE, entries);

    for (genvar c = 0; c < CHANNELS; c++) begin : channel
        logic signed [INPUT_BITS-1:0] value;
        logic signed [WIDE-1:0]       offset;
        logic [INDEX_BITS-1:0]        index;

        assign value  = s_tdata[c*INPUT_BITS +: INPUT_BITS];
        assign offset = WIDE'(value) - ORIGIN;
        assign offsets[c*WIDE +: WIDE] = offset;
        assign index  = indices[c*INDEX_BITS +: INDEX_BITS];
        assign m_tdata[c*OUTPUT_BITS +: OUTPUT_BITS] = entries[index];
    end

    rounder #(
        .CHANNELS(CHANNELS),
        .SUM_BITS(WIDE),
        .SHIFT(SHIFT),
        .OUTPUT_BITS(INDEX_BITS),
        .MINIMUM(0),
        .MAXIMUM(LAST)
    ) nearest (
        .s_tdata(offsets),
        .m_tdata(indices)
    );
endmodule
