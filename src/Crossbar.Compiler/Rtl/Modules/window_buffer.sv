// Makes windows of an image that comes pixel by pixel, row by row: line buffers and a shift register.
//
//   pixel or padding --+-------------------------------> row KERNEL_HEIGHT - 1 of the shift register --> taps of the window
//                      |                    +----------> rows above, DILATION_Y apart                 --> taps of the window
//                      +--> line memory ----+
//
// It walks over all positions of the padded image, one per cycle, takes a pixel where there is one and PAD_VALUE where there is
// none, and gives a window when the position is the last (lower right) one of a window. Window (oy, ox) has the rows
// oy * STRIDE_Y - PAD_TOP + ky * DILATION_Y, and columns likewise. Its elements are in the order in which a kernel is unrolled
// into a bit line: element ((c * KERNEL_HEIGHT) + ky) * KERNEL_WIDTH + kx, element 0 in the low bits.
//
// A word of the line memory is all that has to be remembered of one column of the image. It is read a step ahead, synchronously,
// so that long lines become block RAM, and written back with the new pixel. Padding to the left and right is not stored.
//
// Rows and columns that no window needs are taken too, so that images follow each other without a gap. The padding in front of an
// image is walked over as soon as the image before has ended, so that the first pixel finds it done: whoever waits for that holds up
// all layers in front of it. But a window of nothing but that padding waits for the pixel: it belongs to an image that may not come.
//
// Timing: a window is valid in the cycle after its last position; one position per cycle, so that an image takes
// (HEIGHT + PAD_TOP + PAD_BOTTOM) * (WIDTH + PAD_LEFT + PAD_RIGHT) cycles. The window is the shift register itself: while it
// waits at the output nothing moves. s_tready depends on m_tready within the cycle.
module window_buffer #(
    parameter int     CHANNELS      = 1,
    parameter int     BITS          = 8,  // of a channel
    parameter int     HEIGHT        = 4,  // of the image, pixels
    parameter int     WIDTH         = 4,
    parameter int     KERNEL_HEIGHT = 3,
    parameter int     KERNEL_WIDTH  = 3,
    parameter int     STRIDE_Y      = 1,
    parameter int     STRIDE_X      = 1,
    parameter int     DILATION_Y    = 1,
    parameter int     DILATION_X    = 1,
    parameter int     PAD_TOP       = 1,  // pixels
    parameter int     PAD_LEFT      = 1,
    parameter int     PAD_BOTTOM    = 1,
    parameter int     PAD_RIGHT     = 1,
    parameter int     OUTPUT_HEIGHT = 4,  // windows
    parameter int     OUTPUT_WIDTH  = 4,
    parameter         PAD_VALUE     = 0   // of every channel
) (
    input  logic                                                 clk,
    input  logic                                                 rst,
    input  logic [CHANNELS*BITS-1:0]                             s_tdata,
    input  logic                                                 s_tvalid,
    output logic                                                 s_tready,
    output logic [CHANNELS*KERNEL_HEIGHT*KERNEL_WIDTH*BITS-1:0]  m_tdata,
    output logic                                                 m_tvalid,
    input  logic                                                 m_tready
);
    localparam int PIXEL_BITS    = CHANNELS * BITS;
    localparam int PADDED_HEIGHT = PAD_TOP + HEIGHT + PAD_BOTTOM;
    localparam int PADDED_WIDTH  = PAD_LEFT + WIDTH + PAD_RIGHT;
    localparam int Y_BITS        = $clog2(PADDED_HEIGHT + 1);
    localparam int X_BITS        = $clog2(PADDED_WIDTH + 1);
    localparam int LINES         = (KERNEL_HEIGHT - 1) * DILATION_Y;     // rows to remember
    localparam int SPAN          = (KERNEL_WIDTH - 1) * DILATION_X + 1;  // columns of the shift register
    localparam int SPAN_BITS     = SPAN * PIXEL_BITS;
    localparam int FIRST_Y       = LINES;     // where the first window is complete
    localparam int FIRST_X       = SPAN - 1;
    localparam int LAST_Y        = FIRST_Y + (OUTPUT_HEIGHT - 1) * STRIDE_Y;
    localparam int LAST_X        = FIRST_X + (OUTPUT_WIDTH - 1) * STRIDE_X;
    localparam logic [PIXEL_BITS-1:0] PADDING = {CHANNELS{BITS'(PAD_VALUE)}};

    // Where it is.
    logic [Y_BITS-1:0] y;         // of the padded image
    logic [X_BITS-1:0] x;
    logic [Y_BITS-1:0] image_y;   // of the image; in the padding before it far beyond its end, for it wraps
    logic [X_BITS-1:0] image_x;
    logic [Y_BITS-1:0] window_y;  // where the next window is complete
    logic [X_BITS-1:0] window_x;
    logic              has_begun;  // a pixel of the image has come
    logic              is_image_row;
    logic              is_image_column;
    logic              is_row_end;
    logic              is_image_end;
    logic              is_window;
    logic              is_free;  // the shift register may move
    logic              step;

    assign image_y         = y - Y_BITS'(PAD_TOP);
    assign image_x         = x - X_BITS'(PAD_LEFT);
    assign is_image_row    = image_y < Y_BITS'(HEIGHT);
    assign is_image_column = image_x < X_BITS'(WIDTH);
    assign is_row_end      = x == X_BITS'(PADDED_WIDTH - 1);
    assign is_image_end    = is_row_end && y == Y_BITS'(PADDED_HEIGHT - 1);
    assign is_window       = y == window_y && x == window_x;

    assign is_free  = !m_tvalid || m_tready;
    assign s_tready = is_free && is_image_row && is_image_column;
    assign step     = is_free && (s_tvalid || !((is_window && !has_begun) || (is_image_row && is_image_column)));

    always_ff @(posedge clk) begin
        if (rst) begin
            y         <= '0;
            x         <= '0;
            window_y  <= Y_BITS'(FIRST_Y);
            window_x  <= X_BITS'(FIRST_X);
            has_begun <= 1'b0;
            m_tvalid  <= 1'b0;
        end else begin
            if (is_free)
                m_tvalid <= step && is_window;
            if (step) begin
                has_begun <= !is_image_end && (has_begun || (is_image_row && is_image_column));
                x         <= is_row_end ? '0 : x + 1'b1;
                if (is_row_end) begin
                    y        <= is_image_end ? '0 : y + 1'b1;
                    window_x <= X_BITS'(FIRST_X);
                    if (is_image_end)
                        window_y <= Y_BITS'(FIRST_Y);
                    else if (y == window_y && y != Y_BITS'(LAST_Y))
                        window_y <= window_y + Y_BITS'(STRIDE_Y);
                end else if (x == window_x && x != X_BITS'(LAST_X)) begin
                    window_x <= window_x + X_BITS'(STRIDE_X);
                end
            end
        end
    end

    // The column of the kernel's rows at this position, row KERNEL_HEIGHT - 1 (the newest) in the high bits.
    logic [PIXEL_BITS-1:0]               pixel;
    logic [KERNEL_HEIGHT*PIXEL_BITS-1:0] rows;

    assign pixel = is_image_row && is_image_column ? s_tdata : PADDING;
    assign rows[(KERNEL_HEIGHT-1)*PIXEL_BITS +: PIXEL_BITS] = pixel;

    if (LINES > 0) begin : line
        localparam int COLUMN_BITS = WIDTH > 1 ? $clog2(WIDTH) : 1;
        localparam int WORD_BITS   = LINES * PIXEL_BITS;

        logic [WORD_BITS-1:0]   memory[0:WIDTH-1];
        logic [WORD_BITS-1:0]   word;  // of this column: the row before in the low bits
        logic [WORD_BITS-1:0]   next_word;
        logic [COLUMN_BITS-1:0] column;
        logic [COLUMN_BITS-1:0] next_column;

        assign column      = COLUMN_BITS'(image_x);
        assign next_column = column == COLUMN_BITS'(WIDTH - 1) ? '0 : column + 1'b1;
        assign next_word   = WORD_BITS'({word, pixel});

        // The next column's word is another one, unless the image has only one column.
        always_ff @(posedge clk) begin
            if (step && is_image_column) begin
                memory[column] <= next_word;
                word           <= WIDTH > 1 ? memory[next_column] : next_word;
            end
        end

        for (genvar ky = 0; ky < KERNEL_HEIGHT - 1; ky++) begin : row
            localparam int AGE = (KERNEL_HEIGHT - 1 - ky) * DILATION_Y;

            assign rows[ky*PIXEL_BITS +: PIXEL_BITS] = is_image_column ? word[(AGE-1)*PIXEL_BITS +: PIXEL_BITS] : PADDING;
        end
    end

    for (genvar ky = 0; ky < KERNEL_HEIGHT; ky++) begin : row
        logic [SPAN_BITS-1:0] shift;  // the newest column in the low bits

        always_ff @(posedge clk) begin
            if (step)
                shift <= SPAN_BITS'({shift, rows[ky*PIXEL_BITS +: PIXEL_BITS]});
        end

        for (genvar kx = 0; kx < KERNEL_WIDTH; kx++) begin : tap
            localparam int AGE = (KERNEL_WIDTH - 1 - kx) * DILATION_X;

            for (genvar g = 0; g < CHANNELS; g = g + 64) begin : lanes
                for (genvar c = g; c < CHANNELS && c < g + 64; c++) begin : channel
                    assign m_tdata[((c*KERNEL_HEIGHT+ky)*KERNEL_WIDTH+kx)*BITS +: BITS] = shift[AGE*PIXEL_BITS+c*BITS +: BITS];
                end
            end
        end
    end
endmodule
