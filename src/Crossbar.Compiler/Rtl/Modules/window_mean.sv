// Average pooling: of each channel clamp((sum of the window's elements * multiplier + 2^(SHIFT-1)) >>> SHIFT).
//
// The multiplier stands for 1 / (number of elements) and any change of scale. It is a port, since at the edges of an image a
// window may have fewer elements: a position_table knows which. Where it is the same everywhere, a constant there makes the
// multiplication one by a constant. Padding is 0. Channels are the slowest index, as in window_buffer.
//
// Timing: combinational.
module window_mean #(
    parameter int     CHANNELS        = 1,
    parameter int     BITS            = 8,     // of an element, two's complement
    parameter int     TAPS            = 4,     // elements of a channel's window
    parameter int     OUTPUT_BITS     = 8,     // of a channel
    parameter int     SHIFT           = 8,
    parameter int     MULTIPLIER_BITS = 8,     // of the multiplier, unsigned; in units of 2^-SHIFT
    parameter         MINIMUM         = -128,
    parameter         MAXIMUM         = 127
) (
    input  logic [CHANNELS*TAPS*BITS-1:0]   s_tdata,
    input  logic [MULTIPLIER_BITS-1:0]      multiplier,
    output logic [CHANNELS*OUTPUT_BITS-1:0] m_tdata
);
    localparam int TOTAL_BITS   = BITS + $clog2(TAPS);
    localparam int PRODUCT_BITS = TOTAL_BITS + MULTIPLIER_BITS;
    localparam int SUM_BITS     = (PRODUCT_BITS > SHIFT ? PRODUCT_BITS : SHIFT) + 2;
    localparam logic signed [SUM_BITS-1:0] ONE  = SUM_BITS'(1);
    localparam logic signed [SUM_BITS-1:0] HALF = (ONE <<< SHIFT) >>> 1;

    logic signed [MULTIPLIER_BITS:0] factor;
    logic [CHANNELS*SUM_BITS-1:0]    sums;

    assign factor = {1'b0, multiplier};

    for (genvar g = 0; g < CHANNELS; g = g + 64) begin : lanes
        for (genvar c = g; c < CHANNELS && c < g + 64; c++) begin : channel
            logic [TAPS*BITS-1:0]         elements;
            logic signed [TOTAL_BITS-1:0] total;
            logic signed [SUM_BITS-1:0]   sum;

            assign elements = s_tdata[c*TAPS*BITS +: TAPS*BITS];

            always_comb begin
                total = '0;
                for (int t = 0; t < TAPS; t++)
                    total = total + TOTAL_BITS'($signed(elements[t*BITS +: BITS]));
            end

            assign sum = SUM_BITS'(total) * SUM_BITS'(factor) + HALF;
            assign sums[c*SUM_BITS +: SUM_BITS] = sum;
        end
    end

    rounder #(
        .CHANNELS(CHANNELS),
        .SUM_BITS(SUM_BITS),
        .SHIFT(SHIFT),
        .OUTPUT_BITS(OUTPUT_BITS),
        .MINIMUM(MINIMUM),
        .MAXIMUM(MAXIMUM)
    ) round (
        .s_tdata(sums),
        .m_tdata(m_tdata)
    );
endmodule
