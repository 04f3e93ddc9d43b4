// A crossbar array with its DACs and ADCs: the analog macro. DAC codes of all rows in, ADC codes of all columns out.
//
// For synthesis it is a black box: whoever has the macro replaces it. Its reference column is inside and has no code, and rows and
// columns are in the order of the kernel, wherever they lie on the wires. In simulation it is the compiled array in whole numbers,
// which include the wires:
//
//   ADC code = clamp((constant + sum of code[r] * word[r]) >>> FRACTION_BITS, 0, 2^ADC_BITS - 1)     in 64 bits
//
// FILE has, column after column, the column's constant and then a word for each row: 64 bits as 16 digits of hex, two's
// complement. The constant holds the ADC's offset and one half, so that the shift rounds.
//
// Where PULSES reads tell the inputs of a window, the digits of their codes one after the other, the ADCs have a range of their own
// for each of them: FILE has all that once per pulse, and reads take turns, beginning with pulse 0 after a reset.
//
// Timing: the codes are valid LATENCY + ADC_CYCLES - 1 cycles after a read was accepted (1 and 1: in the next cycle). An ADC takes
// ADC_CYCLES for the columns that share it; what they convert has been sampled, so that the array may be read meanwhile. A read is
// accepted INTERVAL or ADC_CYCLES cycles after the last one, whichever is more, and only when its codes will find a place, whatever
// the output does. COPIES arrays of the same cells take turns. No input reaches an output within a cycle.
//
// A macro in its place gives codes in the order of the reads, holds them until they are taken, lets m_tvalid wait neither for
// m_tready nor for another read, and is not valid in reset.
`ifdef SYNTHESIS
(* blackbox, black_box, syn_black_box *)
`endif
module crossbar_array #(
    parameter int ROWS            = 1,
    parameter int COLUMNS         = 1,
    parameter int DAC_BITS        = 8,   // of a row's code, unsigned
    parameter int ADC_BITS        = 8,   // of a column's code, unsigned
    parameter int FRACTION_BITS   = 32,  // of words and constants
    parameter int LATENCY         = 1,   // cycles of a read with an ADC for each column, at least 1
    parameter int INTERVAL        = 1,   // cycles from one read to the next with an ADC for each column
    parameter int ADC_CYCLES      = 1,   // cycles in which an ADC converts the columns that share it
    parameter int COPIES          = 1,   // arrays that take turns
    parameter int PULSES          = 1,
    parameter     FILE            = "array.hex"
) (
    input  logic                        clk,
    input  logic                        rst,
    input  logic [ROWS*DAC_BITS-1:0]    s_tdata,
    input  logic                        s_tvalid,
    output logic                        s_tready,
    output logic [COLUMNS*ADC_BITS-1:0] m_tdata,
    output logic                        m_tvalid,
    input  logic                        m_tready
);
`ifndef SYNTHESIS
    localparam int     DELAY    = LATENCY + ADC_CYCLES - 1;
    localparam int     PERIOD   = INTERVAL > ADC_CYCLES ? INTERVAL : ADC_CYCLES;
    // Places for the codes of all reads that are on their way at full rate, and of one that waits at the output.
    localparam int     PLACES   = COPIES * ((DELAY + PERIOD - 1) / PERIOD) + 1;
    localparam longint GREATEST = (64'sd1 <<< ADC_BITS) - 64'sd1;

    logic [COLUMNS*ADC_BITS-1:0] places[0:PLACES-1];
    logic [63:0]                 due[0:PLACES-1];  // the cycle from which on a place's codes are valid
    logic [63:0]                 now;              // cycles since the reset
    logic [63:0]                 next_read[0:COPIES-1];  // the cycle from which on a copy is free
    integer                      copy;                   // whose turn it is
    integer                      oldest;           // place of the codes at the output
    integer                      newest;           // place of the next read's codes
    integer                      occupied;         // places
    logic                        take;
    logic                        give;

    longint reads  /* verilator public_flat_rd */ = 0;  // since the simulation began

    assign s_tready = occupied < PLACES && now >= next_read[copy];
    assign m_tvalid = occupied > 0 && now >= due[oldest];
    assign m_tdata  = places[oldest];
    assign take     = s_tvalid && s_tready;
    assign give     = m_tvalid && m_tready;

    // Words as 64-bit numbers, and columns as the outer loop: the coding that Verilator makes the fastest program of.
    localparam int WORDS = COLUMNS * (ROWS + 1);
    longint words[0:PULSES*WORDS-1];
    integer turn;      // the pulse of the next read
    longint codes[0:ROWS-1];
    longint sum;
    logic [COLUMNS*ADC_BITS-1:0] result;

    initial begin : load
        integer file;
        file = $fopen(FILE, "r");
        if (file == 0)
            $fatal(1, "%m: there is no file %s", FILE);
        $fclose(file);
        $readmemh(FILE, words);
    end

    // The numbers of a read are variables of this process, set and used in it: they are no registers.
    /* verilator lint_off BLKSEQ */
    always @(posedge clk) begin
        if (take && !rst) begin
            for (int r = 0; r < ROWS; r++)
                codes[r] = 64'(s_tdata[r*DAC_BITS +: DAC_BITS]);
            for (int c = 0; c < COLUMNS; c++) begin
                sum = words[turn*WORDS+c*(ROWS+1)];
                for (int r = 0; r < ROWS; r++)
                    sum = sum + words[turn*WORDS+c*(ROWS+1)+1+r] * codes[r];
                sum = sum >>> FRACTION_BITS;
                if (sum < 0)
                    sum = 0;
                if (sum > GREATEST)
                    sum = GREATEST;
                result[c*ADC_BITS +: ADC_BITS] = ADC_BITS'(sum);
            end
            places[newest] <= result;
            due[newest]    <= now + 64'(DELAY);
            reads          <= reads + 1;
        end
    end
    /* verilator lint_on BLKSEQ */

    for (genvar c = 0; c < COPIES; c++) begin : turns
        always @(posedge clk) begin
            if (rst)
                next_read[c] <= '0;
            else if (take && copy == c)
                next_read[c] <= now + 64'(PERIOD);
        end
    end

    always @(posedge clk) begin
        if (rst) begin
            now       <= '0;
            copy      <= 0;
            turn      <= 0;
            oldest    <= 0;
            newest    <= 0;
            occupied  <= 0;
        end else begin
            now      <= now + 64'd1;
            occupied <= occupied + 32'(take) - 32'(give);
            if (take) begin
                copy      <= copy == COPIES - 1 ? 0 : copy + 1;
                turn      <= turn == PULSES - 1 ? 0 : turn + 1;
                newest    <= newest == PLACES - 1 ? 0 : newest + 1;
            end
            if (give)
                oldest <= oldest == PLACES - 1 ? 0 : oldest + 1;
        end
    end
`endif
endmodule
