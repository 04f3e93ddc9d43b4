// A constant for each position of an image: the element of TABLE that belongs to the beat that is on its way.
//
// It counts the beats that `step` tells of and begins again after POSITIONS of them.
//
// Timing: the element is that of the current position, from the register of the position; it changes in the cycle after step.
module position_table #(
    parameter int POSITIONS = 1,
    parameter int BITS      = 8,  // of an element
    parameter logic [POSITIONS*BITS-1:0] TABLE = '0  // position 0 in the low bits
) (
    input  logic            clk,
    input  logic            rst,
    input  logic            step,
    output logic [BITS-1:0] element
);
    localparam int INDEX_BITS = POSITIONS > 1 ? $clog2(POSITIONS) : 1;

    logic [INDEX_BITS-1:0] position;

    assign element = TABLE[position*BITS +: BITS];

    always_ff @(posedge clk) begin
        if (rst)
            position <= '0;
        else if (step)
            position <= position == INDEX_BITS'(POSITIONS - 1) ? '0 : position + 1'b1;
    end
endmodule
