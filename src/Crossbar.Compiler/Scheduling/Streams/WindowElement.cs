namespace Crossbar.Compiler.Scheduling.Streams;

/// <summary>
/// window_buffer: a position per cycle, a pixel taken where there is one, a window valid in the cycle after its last position. While a window waits nothing moves, and a window of
/// nothing but padding waits for its image's first pixel.
/// </summary>
/// <param name="walk">How it walks.</param>
/// <param name="from">Pixels.</param>
/// <param name="to">Windows.</param>
internal sealed class WindowElement(WindowWalk walk, TimedStream from, TimedStream to) : StreamElement([from], [to])
{
    private int _position;
    private long _next;

    // Pixels of the image so far, and of all images before.
    private int _pixels;
    private int _earlier;

    /// <inheritdoc/>
    public override bool Advance()
    {
        var moved = false;
        while (to.Taken == to.Offered)
        {
            var (isPixel, endsWindow) = (walk.IsPixel(_position), walk.EndsWindow(_position));
            var waits = isPixel || (endsWindow && _pixels == 0);
            if (waits && from.Offered <= _earlier + _pixels)
                break;
            var step = Math.Max(_next, to.Offered == 0 ? 0 : to.TakeOf(to.Offered - 1));
            if (waits)
                step = Math.Max(step, from.OfferOf(_earlier + _pixels));
            if (isPixel)
            {
                from.Take(step);
                _pixels++;
            }

            if (endsWindow)
                to.Offer(step + 1);
            _next = step + 1;
            moved = true;
            if (++_position == walk.Positions)
                (_position, _earlier, _pixels) = (0, _earlier + _pixels, 0);
        }

        return moved;
    }
}
