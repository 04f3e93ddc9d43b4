// Compares a stream with what the runtime computed, beat by beat. For simulation only; it watches a stream and takes no part in it.
//
// FILE has a title, and then a line of hex for each of WORDS beats. The first difference ends the simulation with an error, after one line
//
//   MISMATCH NAME image 0 window (1, 2) ELEMENT 3: 7f instead of 80
//
// (all count from 0, windows are told by row and column; values are hex as in FILE), or "MISMATCH NAME image 0 window (1, 2): FILE
// has no more". With FILE = "" nothing is compared and beats are only counted.
module code_checker #(
    parameter int BITS         = 8,    // of a beat
    parameter int WORDS        = 1,    // beats in FILE
    parameter int WINDOWS      = 1,    // beats of an image
    parameter int ROW          = 1,    // of these in a row
    parameter int PULSES       = 1,    // of these for a window
    parameter int ELEMENT_BITS = 8,    // of an element; BITS is a multiple
    parameter     FILE         = "",
    parameter     NAME         = "stream",
    parameter     ELEMENT      = "element"
) (
    input logic            clk,
    input logic            rst,
    input logic [BITS-1:0] tdata,
    input logic            tvalid,
    input logic            tready
);
`ifndef SYNTHESIS
    longint beats  /* verilator public_flat_rd */ = 0;  // that were accepted

    integer          file = 0;
    longint          image;  // of the next beat
    longint          y;      // of its window
    longint          x;
    integer          element;
    logic [BITS-1:0] expected;
    /* verilator lint_off UNUSEDSIGNAL */
    logic [8*80-1:0] title;
    /* verilator lint_on UNUSEDSIGNAL */

    assign image = beats / 64'(WINDOWS);
    assign y     = beats % 64'(WINDOWS) / 64'(ROW);
    assign x     = beats % 64'(WINDOWS) % 64'(ROW) / 64'(PULSES);

    initial begin
        if (FILE != "") begin
            file = $fopen(FILE, "r");
            if (file == 0)
                $fatal(1, "%s: there is no file %s", NAME, FILE);
            if ($fgets(title, file) == 0)
                $fatal(1, "%s: %s is empty", NAME, FILE);
        end
    end

    /* verilator lint_off BLKSEQ */
    always @(posedge clk) begin
        if (!rst && tvalid && tready) begin
            if (file != 0) begin
                if (beats >= 64'(WORDS) || $fscanf(file, "%h", expected) != 1) begin
                    $display("MISMATCH %s image %0d window (%0d, %0d): %s has no more", NAME, image, y, x, FILE);
                    $fatal(1, "more beats than expected");
                end
                if (tdata !== expected) begin
                    for (int k = BITS / ELEMENT_BITS - 1; k >= 0; k--)
                        if (tdata[k*ELEMENT_BITS +: ELEMENT_BITS] !== expected[k*ELEMENT_BITS +: ELEMENT_BITS])
                            element = k;
                    $display("MISMATCH %s image %0d window (%0d, %0d) %s %0d: %h instead of %h", NAME, image, y, x, ELEMENT, element,
                        tdata[element*ELEMENT_BITS +: ELEMENT_BITS], expected[element*ELEMENT_BITS +: ELEMENT_BITS]);
                    $fatal(1, "not what the runtime computed");
                end
            end
            beats <= beats + 1;
        end
    end
    /* verilator lint_on BLKSEQ */
`endif
endmodule
