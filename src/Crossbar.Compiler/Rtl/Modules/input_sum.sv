// The sum of an array's DAC codes, which columns subtract that stand for negative weights by an offset (digital offset).
//
// Timing: combinational.
module input_sum #(
    parameter int ROWS      = 1,
    parameter int CODE_BITS = 8,  // of a code, unsigned
    parameter int SUM_BITS  = 8   // of the sum, unsigned: CODE_BITS + $clog2(ROWS) hold any
) (
    input  logic [ROWS*CODE_BITS-1:0] s_tdata,
    output logic [SUM_BITS-1:0]       m_tdata
);
    always_comb begin
        m_tdata = '0;
        for (int r = 0; r < ROWS; r++)
            m_tdata = m_tdata + SUM_BITS'(s_tdata[r*CODE_BITS +: CODE_BITS]);
    end
endmodule
