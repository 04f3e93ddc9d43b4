// What the ADC codes of an array's columns are worth: each code times its column's multiplier.
//
// Codes are unsigned, multipliers and products two's complement. SUM_BITS is that of the sum that the products go into, so
// that adders after it need no extension; arithmetic is modulo 2^SUM_BITS, and the compiler proves that sums fit.
//
// Timing: combinational, one multiplier per column.
module column_decoder #(
    parameter int COLUMNS         = 1,
    parameter int CODE_BITS       = 8,   // of a code, unsigned
    parameter int MULTIPLIER_BITS = 8,   // of a multiplier, two's complement
    parameter int SUM_BITS        = 16,  // of a product, two's complement
    parameter logic [COLUMNS*MULTIPLIER_BITS-1:0] MULTIPLIERS = '0  // column 0 in the low bits
) (
    input  logic [COLUMNS*CODE_BITS-1:0] s_tdata,
    output logic [COLUMNS*SUM_BITS-1:0]  m_tdata
);
    for (genvar c = 0; c < COLUMNS; c++) begin : column
        localparam logic signed [MULTIPLIER_BITS-1:0] MULTIPLIER = MULTIPLIERS[c*MULTIPLIER_BITS +: MULTIPLIER_BITS];

        logic signed [CODE_BITS:0]  code;
        logic signed [SUM_BITS-1:0] product;

        assign code    = {1'b0, s_tdata[c*CODE_BITS +: CODE_BITS]};
        assign product = SUM_BITS'(code) * SUM_BITS'(MULTIPLIER);
        assign m_tdata[c*SUM_BITS +: SUM_BITS] = product;
    end
endmodule
