// A register in a stream that cuts all combinational paths: those of data and valid, and that of ready.
//
// A register alone would have to pass ready through, or take a beat only every other cycle. With a second, spare entry
// (a "skid buffer") s_tready comes from a flip-flop and there is still a beat per cycle: the beat that arrives in the cycle
// in which the output stalls goes to the spare entry.
//
// Timing: latency one cycle, one beat per cycle. In reset it is neither valid nor ready.
module stream_register #(
    parameter int BITS = 8  // width of a beat, bits
) (
    input  logic            clk,
    input  logic            rst,
    input  logic [BITS-1:0] s_tdata,
    input  logic            s_tvalid,
    output logic            s_tready,
    output logic [BITS-1:0] m_tdata,
    output logic            m_tvalid,
    input  logic            m_tready
);
    logic [BITS-1:0] spare;
    logic            spare_valid;

    always_ff @(posedge clk) begin
        if (rst) begin
            m_tvalid    <= 1'b0;
            s_tready    <= 1'b0;
            spare_valid <= 1'b0;
        end else if (m_tready || !m_tvalid) begin
            m_tvalid    <= spare_valid || (s_tvalid && s_tready);
            spare_valid <= 1'b0;
            s_tready    <= 1'b1;
        end else if (s_tvalid && s_tready) begin
            spare_valid <= 1'b1;
            s_tready    <= 1'b0;
        end
    end

    // Data need no reset: valid says what they are worth.
    always_ff @(posedge clk) begin
        if (m_tready || !m_tvalid)
            m_tdata <= spare_valid ? spare : s_tdata;
        if (s_tready)
            spare <= s_tdata;
    end
endmodule
