// Collects the PIXELS beats of an image into one: element c * PIXELS + p is channel c of pixel p (channel slowest).
//
// Pixels move through a shift register that is the output too: no decoder, and not twice the flip-flops. While the beat waits at
// the output no pixel is taken; when it goes, the next image's first pixel is taken in the same cycle.
//
// Timing: valid in the cycle after the last pixel was taken; one pixel per cycle. s_tready depends on m_tready within the cycle.
module flatten #(
    parameter int CHANNELS = 1,
    parameter int BITS     = 8,  // of a channel
    parameter int PIXELS   = 4   // beats of an image
) (
    input  logic                            clk,
    input  logic                            rst,
    input  logic [CHANNELS*BITS-1:0]        s_tdata,
    input  logic                            s_tvalid,
    output logic                            s_tready,
    output logic [CHANNELS*PIXELS*BITS-1:0] m_tdata,
    output logic                            m_tvalid,
    input  logic                            m_tready
);
    localparam int PIXEL_BITS = CHANNELS * BITS;
    localparam int IMAGE_BITS = PIXELS * PIXEL_BITS;
    localparam int COUNT_BITS = PIXELS > 1 ? $clog2(PIXELS) : 1;

    logic [IMAGE_BITS-1:0] image;  // pixel 0 in the low bits, once all have come
    logic [COUNT_BITS-1:0] pixel;  // the next one to come
    logic                  take;
    logic                  is_last;

    assign s_tready = !m_tvalid || m_tready;
    assign take     = s_tvalid && s_tready;
    assign is_last  = pixel == COUNT_BITS'(PIXELS - 1);

    always_ff @(posedge clk) begin
        if (rst) begin
            pixel    <= '0;
            m_tvalid <= 1'b0;
        end else if (s_tready) begin
            m_tvalid <= take && is_last;
            if (take)
                pixel <= is_last ? '0 : pixel + 1'b1;
        end
    end

    always_ff @(posedge clk) begin
        if (take)
            image <= IMAGE_BITS'({s_tdata, image} >> PIXEL_BITS);
    end

    for (genvar g = 0; g < CHANNELS; g = g + 64) begin : lanes
        for (genvar c = g; c < CHANNELS && c < g + 64; c++) begin : channel
            for (genvar h = 0; h < PIXELS; h = h + 64) begin : stretch
                for (genvar p = h; p < PIXELS && p < h + 64; p++) begin : element
                    assign m_tdata[(c*PIXELS+p)*BITS +: BITS] = image[(p*CHANNELS+c)*BITS +: BITS];
                end
            end
        end
    end
endmodule
