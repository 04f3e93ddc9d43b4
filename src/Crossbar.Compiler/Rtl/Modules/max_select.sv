// Max pooling: of each channel the greatest of the TAPS elements of a window.
//
// The elements are the leaves of a tree of comparators, $clog2(TAPS) in a row rather than TAPS - 1: node k is the greater one of
// the nodes 2k + 1 and 2k + 2. Channels are the slowest index of a window, as in window_buffer; padding is the least value there is.
//
// Timing: combinational.
module max_select #(
    parameter int CHANNELS = 1,
    parameter int BITS     = 8,  // of an element, two's complement
    parameter int TAPS     = 4   // elements of a channel's window
) (
    input  logic [CHANNELS*TAPS*BITS-1:0] s_tdata,
    output logic [CHANNELS*BITS-1:0]      m_tdata
);
    // Channels per expression: see clamp.
    localparam int LANES     = CHANNELS < 16 ? CHANNELS : CHANNELS > 2048 ? 256 : 16;
    localparam int GROUPS    = (CHANNELS + LANES - 1) / LANES;
    localparam int NODE_BITS = (2 * TAPS - 1) * BITS;

    function automatic logic [BITS-1:0] greater(input logic signed [BITS-1:0] a, input logic signed [BITS-1:0] b);
        greater = b > a ? b : a;
    endfunction

    function automatic logic [LANES*BITS-1:0] greatest(input logic [LANES*TAPS*BITS-1:0] group);
        logic [NODE_BITS-1:0] nodes;
        greatest = '0;
        for (int c = 0; c < LANES; c++) begin
            nodes = NODE_BITS'(group[c*TAPS*BITS +: TAPS*BITS]) << (TAPS - 1) * BITS;
            for (int k = TAPS - 2; k >= 0; k--)
                nodes[k*BITS +: BITS] = greater(nodes[(2*k+1)*BITS +: BITS], nodes[(2*k+2)*BITS +: BITS]);
            greatest[c*BITS +: BITS] = BITS'(nodes);
        end
    endfunction

    logic [GROUPS*LANES*TAPS*BITS-1:0] windows;

    assign windows = (GROUPS * LANES * TAPS * BITS)'(s_tdata);

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = CHANNELS - g * LANES < LANES ? CHANNELS - g * LANES : LANES;
        assign m_tdata[g*LANES*BITS +: COUNT*BITS] =
            (COUNT * BITS)'(greatest(windows[g*LANES*TAPS*BITS +: LANES*TAPS*BITS]));
    end
endmodule
