// A first-in first-out buffer that holds exactly DEPTH beats, its output register included: the number that a branch of a
// network needs so as not to stop the other branch, and not one less.
//
// DEPTH need not be a power of two. The memory is read synchronously, so that a deep one becomes block RAM; a beat that finds
// the FIFO empty bypasses the memory.
//
// Timing: latency one cycle; one beat per cycle from DEPTH = 2, every other cycle with DEPTH = 1. No input reaches an output
// within a cycle. In reset it is neither valid nor ready.
//
// In simulation `peak` is the greatest number of beats that it ever held since the last reset.
module stream_fifo #(
    parameter int BITS  = 8,  // width of a beat, bits
    parameter int DEPTH = 2   // beats, at least 1
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
    // The output register holds one beat; with DEPTH = 1 the memory is never used.
    localparam int ENTRIES    = DEPTH > 1 ? DEPTH - 1 : 1;
    localparam int INDEX_BITS = ENTRIES > 1 ? $clog2(ENTRIES) : 1;
    localparam int LEVEL_BITS = $clog2(DEPTH + 1);

    logic [BITS-1:0]       memory[0:ENTRIES-1];
    logic [INDEX_BITS-1:0] write_index;
    logic [INDEX_BITS-1:0] read_index;
    logic [LEVEL_BITS-1:0] level;  // beats held: in the memory and, where there is one, in the output register
    logic [LEVEL_BITS-1:0] next_level;
    logic [BITS-1:0]       from_memory;
    logic [BITS-1:0]       bypass;
    logic                  is_bypass;

    logic take;   // a beat comes in
    logic give;   // a beat goes out
    logic load;   // the output register is free for another beat
    logic store;  // the beat that comes in has to wait in the memory
    logic fetch;  // a beat moves from the memory to the output register

    assign take  = s_tvalid && s_tready;
    assign give  = m_tvalid && m_tready;
    assign load  = !m_tvalid || m_tready;
    assign fetch = load && level > LEVEL_BITS'(m_tvalid);
    assign store = take && !(load && !fetch);

    assign m_tdata = is_bypass ? bypass : from_memory;

    assign next_level = level + LEVEL_BITS'(take) - LEVEL_BITS'(give);

    function automatic logic [INDEX_BITS-1:0] after(input logic [INDEX_BITS-1:0] index);
        after = index == INDEX_BITS'(ENTRIES - 1) ? '0 : index + 1'b1;
    endfunction

    always_ff @(posedge clk) begin
        if (rst) begin
            s_tready    <= 1'b0;
            m_tvalid    <= 1'b0;
            level       <= '0;
            write_index <= '0;
            read_index  <= '0;
        end else begin
            s_tready <= next_level < LEVEL_BITS'(DEPTH);
            m_tvalid <= next_level != '0;
            level    <= next_level;
            if (store)
                write_index <= after(write_index);
            if (fetch)
                read_index <= after(read_index);
        end
    end

    always_ff @(posedge clk) begin
        if (store)
            memory[write_index] <= s_tdata;
        if (fetch)
            from_memory <= memory[read_index];
        if (load) begin
            bypass    <= s_tdata;
            is_bypass <= !fetch;
        end
    end

`ifndef SYNTHESIS
    integer peak  /* verilator public_flat_rd */ = 0;

    always @(posedge clk) begin
        if (rst)
            peak <= 0;
        else if (32'(level) > peak)
            peak <= 32'(level);
    end
`endif
endmodule
