// Scales the ADC code of each of an array's columns by that column's multiplier in the pulse that was read.
//
// Codes are unsigned, multipliers and products two's complement: see column_decoder, which does it where there is one pulse.
//
// Timing: combinational, one multiplier per column.
module pulse_decoder #(
    parameter int COLUMNS         = 1,
    parameter int PULSES          = 2,   // 2 or more
    parameter int PULSE_BITS      = 1,   // $clog2(PULSES)
    parameter int CODE_BITS       = 8,   // of a code, unsigned
    parameter int MULTIPLIER_BITS = 8,   // of a multiplier, two's complement
    parameter int SUM_BITS        = 16,  // of a product, two's complement
    parameter logic [PULSES*COLUMNS*MULTIPLIER_BITS-1:0] MULTIPLIERS = '0  // pulse 0 in the low bits, of it column 0
) (
    input  logic [COLUMNS*CODE_BITS-1:0] s_tdata,
    input  logic [PULSE_BITS-1:0]        pulse,
    output logic [COLUMNS*SUM_BITS-1:0]  m_tdata
);
    // Columns per expression: see clamp.
    localparam int LANES  = COLUMNS < 16 ? COLUMNS : COLUMNS > 2048 ? 256 : 16;
    localparam int GROUPS = (COLUMNS + LANES - 1) / LANES;

    function automatic logic [LANES*SUM_BITS-1:0] products(
        input logic [LANES*CODE_BITS-1:0]       group,
        input logic [LANES*MULTIPLIER_BITS-1:0] multipliers
    );
        logic signed [CODE_BITS:0]         code;
        logic signed [MULTIPLIER_BITS-1:0] multiplier;
        products = '0;
        for (int c = 0; c < LANES; c++) begin
            code       = {1'b0, group[c*CODE_BITS +: CODE_BITS]};
            multiplier = multipliers[c*MULTIPLIER_BITS +: MULTIPLIER_BITS];
            products[c*SUM_BITS +: SUM_BITS] = SUM_BITS'(code) * SUM_BITS'(multiplier);
        end
    endfunction

    logic [GROUPS*LANES*CODE_BITS-1:0]       codes;
    logic [GROUPS*LANES*MULTIPLIER_BITS-1:0] factors;

    assign codes   = (GROUPS * LANES * CODE_BITS)'(s_tdata);
    assign factors = (GROUPS * LANES * MULTIPLIER_BITS)'(MULTIPLIERS[pulse*COLUMNS*MULTIPLIER_BITS +: COLUMNS*MULTIPLIER_BITS]);

    for (genvar g = 0; g < GROUPS; g++) begin : lanes
        localparam int COUNT = COLUMNS - g * LANES < LANES ? COLUMNS - g * LANES : LANES;
        assign m_tdata[g*LANES*SUM_BITS +: COUNT*SUM_BITS] =
            (COUNT * SUM_BITS)'(products(codes[g*LANES*CODE_BITS +: LANES*CODE_BITS], factors[g*LANES*MULTIPLIER_BITS +: LANES*MULTIPLIER_BITS]));
    end
endmodule
