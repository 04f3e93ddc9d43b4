// Max pooling: of each channel the greatest of the TAPS elements of a window.
//
// The elements are the leaves of a tree of comparators, $clog2(TAPS) in a row rather than TAPS - 1: node k is the greater one of the
// nodes 2k + 1 and 2k + 2. Channels are the
// slowest index of a window, as in window_buffer; padding is the least value there is.
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
    function automatic logic [BITS-1:0] greater(input logic signed [BITS-1:0] a, input logic signed [BITS-1:0] b);
        greater = b > a ? b : a;
    endfunction

    for (genvar c = 0; c < CHANNELS; c++) begin : channel
        logic [TAPS*BITS-1:0]       elements;
        logic [(2*TAPS-1)*BITS-1:0] nodes;

        assign elements = s_tdata[c*TAPS*BITS +: TAPS*BITS];

        always_comb begin
            nodes = '0;
            for (int t = 0; t < TAPS; t++)
                nodes[(TAPS-1+t)*BITS +: BITS] = elements[t*BITS +: BITS];
            for (int k = TAPS - 2; k >= 0; k--)
                nodes[k*BITS +: BITS] = greater(nodes[(2*k+1)*BITS +: BITS], nodes[(2*k+2)*BITS +: BITS]);
        end

        assign m_tdata[c*BITS +: BITS] = BITS'(nodes);
    end
endmodule
