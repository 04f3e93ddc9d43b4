// Global average pooling: adds up PIXELS beats and gives of each channel clamp((sum * MULTIPLIER + 2^(SHIFT-1)) >>> SHIFT).
//
// The sums of one image wait in their registers until the output register is free; the first pixel of the next image takes
// their place in the same cycle, so that images follow each other without a gap.
//
// Timing: the mean is valid two cycles after the last pixel was taken; one pixel per cycle. s_tready depends on m_tready within the cycle.
module global_mean #(
    parameter int     CHANNELS        = 1,
    parameter int     BITS            = 8,     // of a channel, two's complement
    parameter int     PIXELS          = 1,     // beats of an image
    parameter int     OUTPUT_BITS     = 8,     // of a channel
    parameter int     SHIFT           = 8,
    parameter         MULTIPLIER      = 1,     // 0 to 2^MULTIPLIER_BITS - 1, in units of 2^-SHIFT: stands for 1 / PIXELS
    parameter int     MULTIPLIER_BITS = 8,
    parameter         MINIMUM         = -128,
    parameter         MAXIMUM         = 127
) (
    input  logic                            clk,
    input  logic                            rst,
    input  logic [CHANNELS*BITS-1:0]        s_tdata,
    input  logic                            s_tvalid,
    output logic                            s_tready,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata,
    output logic                            m_tvalid,
    input  logic                            m_tready
);
    localparam int COUNT_BITS = PIXELS > 1 ? $clog2(PIXELS) : 1;
    localparam int TOTAL_BITS = BITS + $clog2(PIXELS);

    logic [COUNT_BITS-1:0]           pixel;  // of the image, the next one to come
    logic [CHANNELS*TOTAL_BITS-1:0]  totals;
    logic                            is_complete;  // totals are those of a whole image
    logic [CHANNELS*OUTPUT_BITS-1:0] means;

    logic is_first;
    logic is_last;
    logic take;
    logic give;

    assign is_first = pixel == '0;
    assign is_last  = pixel == COUNT_BITS'(PIXELS - 1);
    assign give     = is_complete && (!m_tvalid || m_tready);
    assign s_tready = !is_complete || give;
    assign take     = s_tvalid && s_tready;

    for (genvar g = 0; g < CHANNELS; g = g + 64) begin : lanes
        for (genvar c = g; c < CHANNELS && c < g + 64; c++) begin : channel
            logic signed [BITS-1:0]       value;
            logic signed [TOTAL_BITS-1:0] total;

            assign value = s_tdata[c*BITS +: BITS];
            assign totals[c*TOTAL_BITS +: TOTAL_BITS] = total;

            always_ff @(posedge clk) begin
                if (take)
                    total <= is_first ? TOTAL_BITS'(value) : total + TOTAL_BITS'(value);
            end
        end
    end

    window_mean #(
        .CHANNELS(CHANNELS),
        .BITS(TOTAL_BITS),
        .TAPS(1),
        .OUTPUT_BITS(OUTPUT_BITS),
        .SHIFT(SHIFT),
        .MULTIPLIER_BITS(MULTIPLIER_BITS),
        .MINIMUM(MINIMUM),
        .MAXIMUM(MAXIMUM)
    ) mean (
        .s_tdata(totals),
        .multiplier(MULTIPLIER_BITS'(MULTIPLIER)),
        .m_tdata(means)
    );

    always_ff @(posedge clk) begin
        if (rst) begin
            pixel       <= '0;
            is_complete <= 1'b0;
            m_tvalid    <= 1'b0;
        end else begin
            if (take)
                pixel <= is_last ? '0 : pixel + 1'b1;
            is_complete <= (take && is_last) || (is_complete && !give);
            m_tvalid    <= give || (m_tvalid && !m_tready);
        end
    end

    always_ff @(posedge clk) begin
        if (give)
            m_tdata <= means;
    end
endmodule
