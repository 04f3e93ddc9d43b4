// Gives a beat as the PIXELS pixels of an image: channel c of pixel p is element c * PIXELS + p (channel slowest), the
// reverse of flatten.
//
// Pixels move through a shift register. The next beat is taken in the cycle in which the last pixel goes.
//
// Timing: the first pixel is valid in the cycle after the beat was taken; one pixel per cycle. s_tready depends on m_tready
// within the cycle.
module unflatten #(
    parameter int CHANNELS = 1,
    parameter int BITS     = 8,  // of a channel
    parameter int PIXELS   = 4   // beats of an image
) (
    input  logic                            clk,
    input  logic                            rst,
    input  logic [CHANNELS*PIXELS*BITS-1:0] s_tdata,
    input  logic                            s_tvalid,
    output logic                            s_tready,
    output logic [CHANNELS*BITS-1:0]        m_tdata,
    output logic                            m_tvalid,
    input  logic                            m_tready
);
    localparam int PIXEL_BITS = CHANNELS * BITS;
    localparam int IMAGE_BITS = PIXELS * PIXEL_BITS;
    localparam int COUNT_BITS = PIXELS > 1 ? $clog2(PIXELS) : 1;

    logic [IMAGE_BITS-1:0] arrived;  // pixel 0 in the low bits
    logic [IMAGE_BITS-1:0] image;    // the pixel at the output in the low bits
    logic [COUNT_BITS-1:0] pixel;    // at the output
    logic                  give;
    logic                  is_last;

    assign give     = m_tvalid && m_tready;
    assign is_last  = pixel == COUNT_BITS'(PIXELS - 1);
    assign s_tready = !m_tvalid || (give && is_last);
    assign m_tdata  = PIXEL_BITS'(image);

    for (genvar c = 0; c < CHANNELS; c++) begin : channel
        for (genvar p = 0; p < PIXELS; p++) begin : element
            assign arrived[(p*CHANNELS+c)*BITS +: BITS] = s_tdata[(c*PIXELS+p)*BITS +: BITS];
        end
    end

    always_ff @(posedge clk) begin
        if (rst) begin
            pixel    <= '0;
            m_tvalid <= 1'b0;
        end else begin
            if (s_tready)
                m_tvalid <= s_tvalid;
            if (give)
                pixel <= is_last ? '0 : pixel + 1'b1;
        end
    end

    always_ff @(posedge clk) begin
        if (s_tready)
            image <= arrived;
        else if (give)
            image <= image >> PIXEL_BITS;
    end
endmodule
