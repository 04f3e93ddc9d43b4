// Joins several streams to one whose beat is valid when every input's is, and takes a beat of each at once.
//
// It has handshakes only: the joined beat is the inputs' data side by side, which is wiring. Each s_tready depends on the other
// inputs' valid and on m_tready within the cycle.
//
// Timing: combinational, one beat per cycle.
module stream_join #(
    parameter int INPUTS = 2
) (
    input  logic [INPUTS-1:0] s_tvalid,
    output logic [INPUTS-1:0] s_tready,
    output logic              m_tvalid,
    input  logic              m_tready
);
    assign m_tvalid = &s_tvalid;
    assign s_tready = {INPUTS{m_tvalid && m_tready}};
endmodule
