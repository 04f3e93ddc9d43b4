// Max pooling: of each channel the greatest of the TAPS elements of a window.
//
// The elements play a tournament, neighbours first: $clog2(TAPS) comparators in a row rather than TAPS - 1. Channels are the
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
        logic [TAPS*BITS-1:0] elements;
        logic [TAPS*BITS-1:0] winners;

        assign elements = s_tdata[c*TAPS*BITS +: TAPS*BITS];

        always_comb begin
            winners = elements;
            for (int level = 0; level < $clog2(TAPS); level++)
                for (int t = 0; t < TAPS - (1 << level); t++)
                    if (t % (2 << level) == 0)
                        winners[t*BITS +: BITS] = greater(winners[t*BITS +: BITS], winners[(t+(1<<level))*BITS +: BITS]);
        end

        assign m_tdata[c*BITS +: BITS] = BITS'(winners);
    end
endmodule
