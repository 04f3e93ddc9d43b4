// A function of each channel by table: straight lines between tabulated points, 2^SHIFT values of x apart.
//
// With d = x - FIRST limited to 0 ... SEGMENTS * 2^SHIFT, i = d >> SHIFT and r the SHIFT low bits of d, rounded half up:
//
//   (e[i] * 2^SHIFT + (e[i+1] - e[i]) * r + 2^(SHIFT-1)) >>> SHIFT         e[d] where SHIFT is 0
//
// FILE has SEGMENTS + 1 words of hex, the points e[0], e[1], ..., two's complement of OUTPUT_BITS. All channels have the same
// table; synthesis makes ROMs of it, two for each channel, where it honours $readmemh: tools for FPGAs and Yosys do.
//
// Timing: combinational.
module lookup_table #(
    parameter int CHANNELS    = 1,
    parameter int INPUT_BITS  = 8,     // of a channel, two's complement
    parameter     FIRST       = -128,  // the x of point 0
    parameter int SHIFT       = 0,     // a segment is as long as 2^SHIFT values of x
    parameter int SEGMENTS    = 255,
    parameter int OUTPUT_BITS = 8,     // of a channel, two's complement
    parameter     FILE        = "table.hex"
) (
    input  logic [CHANNELS*INPUT_BITS-1:0]  s_tdata,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    // x and FIRST fit in half of it, their difference in all.
    localparam int FIRST_BITS  = $clog2(FIRST < 0 ? -FIRST : FIRST + 1) + 1;
    localparam int OFFSET_BITS = (INPUT_BITS > FIRST_BITS ? INPUT_BITS : FIRST_BITS) + 1;
    localparam int INDEX_BITS  = $clog2(SEGMENTS + 1);
    localparam int PLACE_BITS  = INDEX_BITS + SHIFT;
    localparam int SUM_BITS    = (OUTPUT_BITS > INDEX_BITS ? OUTPUT_BITS : INDEX_BITS) + SHIFT;
    localparam logic signed [OFFSET_BITS-1:0] ORIGIN = OFFSET_BITS'(FIRST);
    localparam logic [PLACE_BITS-1:0]         REST   = (PLACE_BITS'(1) << SHIFT) - 1'b1;
    localparam logic signed [SUM_BITS-1:0]    ONE    = SUM_BITS'(1);
    localparam logic signed [SUM_BITS-1:0]    HALF   = (ONE << SHIFT) >> 1;
    localparam logic signed [PLACE_BITS:0]    END    = (PLACE_BITS + 1)'(SEGMENTS) <<< SHIFT;

    logic [OUTPUT_BITS-1:0]          points[0:SEGMENTS];
    logic [CHANNELS*OFFSET_BITS-1:0] offsets;
    logic [CHANNELS*PLACE_BITS-1:0]  places;

    initial $readmemh(FILE, points);

    clamp #(
        .CHANNELS(CHANNELS),
        .INPUT_BITS(OFFSET_BITS),
        .OUTPUT_BITS(PLACE_BITS),
        .MINIMUM(0),
        .MAXIMUM(END)
    ) limit (
        .s_tdata(offsets),
        .m_tdata(places)
    );

    for (genvar g = 0; g < CHANNELS; g = g + 64) begin : lanes
        for (genvar c = g; c < CHANNELS && c < g + 64; c++) begin : channel
            logic signed [INPUT_BITS-1:0]  value;
            logic signed [OFFSET_BITS-1:0] offset;
            logic [PLACE_BITS-1:0]         place;
            logic [PLACE_BITS-1:0]         low;
            logic [INDEX_BITS-1:0]         index;
            logic [INDEX_BITS-1:0]         next_index;
            logic signed [OUTPUT_BITS-1:0] point;
            logic signed [OUTPUT_BITS-1:0] next_point;
            logic signed [SUM_BITS-1:0]    rest;
            logic signed [SUM_BITS-1:0]    sum;

            assign value  = s_tdata[c*INPUT_BITS +: INPUT_BITS];
            assign offset = OFFSET_BITS'(value) - ORIGIN;
            assign offsets[c*OFFSET_BITS +: OFFSET_BITS] = offset;

            // At the last point the rest is 0, and the next point whatever there is.
            assign place      = places[c*PLACE_BITS +: PLACE_BITS];
            assign low        = place & REST;
            assign index      = place[SHIFT +: INDEX_BITS];
            assign next_index = index == INDEX_BITS'(SEGMENTS) ? index : index + 1'b1;
            assign point      = points[index];
            assign next_point = points[next_index];

            // The sum is between two points and fits; what its terms overflow cancels.
            assign rest  = SUM_BITS'(low);
            assign sum   = (SUM_BITS'(point) <<< SHIFT) + (SUM_BITS'(next_point) - SUM_BITS'(point)) * rest + HALF;
            assign m_tdata[c*OUTPUT_BITS +: OUTPUT_BITS] = OUTPUT_BITS'(sum >>> SHIFT);
        end
    end
endmodule
