// The class of the greatest score; of equal ones the first.
//
// A tournament, neighbours first, in which the later one must be greater to win: that keeps the first of equals.
//
// Timing: combinational, $clog2(CLASSES) comparators in a row.
module argmax #(
    parameter int CLASSES    = 10,
    parameter int BITS       = 16,  // of a score, two's complement
    parameter int INDEX_BITS = 4    // of the class; $clog2(CLASSES) hold any, and at least 1
) (
    input  logic [CLASSES*BITS-1:0] s_tdata,
    output logic [INDEX_BITS-1:0]   m_tdata
);
    logic [CLASSES*BITS-1:0]       scores;
    logic [CLASSES*INDEX_BITS-1:0] indices;

    function automatic logic is_greater(input logic signed [BITS-1:0] a, input logic signed [BITS-1:0] b);
        is_greater = a > b;
    endfunction

    always_comb begin
        scores = s_tdata;
        for (int c = 0; c < CLASSES; c++)
            indices[c*INDEX_BITS +: INDEX_BITS] = INDEX_BITS'(c);
        for (int level = 0; level < $clog2(CLASSES); level++)
            for (int c = 0; c < CLASSES - (1 << level); c++)
                if (c % (2 << level) == 0
                    && is_greater(scores[(c+(1<<level))*BITS +: BITS], scores[c*BITS +: BITS])) begin
                    scores[c*BITS +: BITS]              = scores[(c+(1<<level))*BITS +: BITS];
                    indices[c*INDEX_BITS +: INDEX_BITS] = indices[(c+(1<<level))*INDEX_BITS +: INDEX_BITS];
                end
    end

    assign m_tdata = INDEX_BITS'(indices);
endmodule
