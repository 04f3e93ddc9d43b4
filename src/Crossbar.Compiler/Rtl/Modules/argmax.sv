// The class of the greatest score; of equal ones the first.
//
// The classes are the leaves of a tree of comparators: node k is the winner of the nodes 2k + 1 and 2k + 2. Where CLASSES is no power
// of two the tree's last leaves are one level above the others; the classes are rotated by TURN so that the leaves are in the order
// of the classes from left to right, and of equals the left one wins.
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
    localparam int NODES = 2 * CLASSES - 1;
    localparam int TURN  = (1 << $clog2(CLASSES)) - CLASSES;

    logic [NODES*BITS-1:0]       scores;
    logic [NODES*INDEX_BITS-1:0] indices;

    function automatic logic is_greater(input logic signed [BITS-1:0] a, input logic signed [BITS-1:0] b);
        is_greater = a > b;
    endfunction

    always_comb begin
        scores  = '0;
        indices = '0;
        for (int c = 0; c < CLASSES; c++) begin
            scores[(CLASSES-1+(c+TURN)%CLASSES)*BITS +: BITS]              = s_tdata[c*BITS +: BITS];
            indices[(CLASSES-1+(c+TURN)%CLASSES)*INDEX_BITS +: INDEX_BITS] = INDEX_BITS'(c);
        end
        for (int k = CLASSES - 2; k >= 0; k--)
            if (is_greater(scores[(2*k+2)*BITS +: BITS], scores[(2*k+1)*BITS +: BITS])) begin
                scores[k*BITS +: BITS]              = scores[(2*k+2)*BITS +: BITS];
                indices[k*INDEX_BITS +: INDEX_BITS] = indices[(2*k+2)*INDEX_BITS +: INDEX_BITS];
            end else begin
                scores[k*BITS +: BITS]              = scores[(2*k+1)*BITS +: BITS];
                indices[k*INDEX_BITS +: INDEX_BITS] = indices[(2*k+1)*INDEX_BITS +: INDEX_BITS];
            end
    end

    assign m_tdata = INDEX_BITS'(indices);
endmodule
