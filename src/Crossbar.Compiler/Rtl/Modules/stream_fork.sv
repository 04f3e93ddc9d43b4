// Gives every beat of a stream to each of several outputs, once.
//
// The fork is eager: an output takes the beat as soon as it is ready, whatever the others do, and a bit remembers that it has.
// The input moves on when the last output has taken it. Valid never depends on ready, so that branches that join again make
// no combinational loop; but s_tready depends on m_tready within the cycle, and m_tvalid on s_tvalid: stream_registers cut that.
//
// Timing: latency none, one beat per cycle.
module stream_fork #(
    parameter int BITS    = 8,  // width of a beat, bits
    parameter int OUTPUTS = 2
) (
    input  logic               clk,
    input  logic               rst,
    input  logic [BITS-1:0]    s_tdata,
    input  logic               s_tvalid,
    output logic               s_tready,
    output logic [BITS-1:0]    m_tdata,  // the same for all outputs
    output logic [OUTPUTS-1:0] m_tvalid,
    input  logic [OUTPUTS-1:0] m_tready
);
    logic [OUTPUTS-1:0] done;

    assign m_tdata  = s_tdata;
    assign m_tvalid = {OUTPUTS{s_tvalid}} & ~done;
    assign s_tready = &(done | m_tready);

    always_ff @(posedge clk) begin
        if (rst || s_tready)
            done <= '0;
        else
            done <= done | (m_tvalid & m_tready);
    end
endmodule
