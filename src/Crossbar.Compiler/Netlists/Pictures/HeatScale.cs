namespace Crossbar.Compiler.Netlists.Pictures;

/// <summary>From values to colours: dark blue, teal, yellow, each step brighter, so that it also reads in grey.</summary>
/// <param name="Minimum">The value of the darkest colour.</param>
/// <param name="Maximum">The value of the brightest one.</param>
internal sealed record HeatScale(double Minimum, double Maximum)
{
    /// <summary>The palette index of what is not there.</summary>
    public const byte Nothing = 255;

    private const int Steps = 255;

    private static readonly (double R, double G, double B)[] Stops = [(20, 20, 70), (30, 95, 130), (45, 160, 130), (150, 205, 80), (250, 235, 90)];

    /// <summary>256 colours, red, green and blue; the last one is white.</summary>
    public static byte[] Palette { get; } = MakePalette();

    /// <summary>The palette index of a value.</summary>
    public byte IndexOf(double value) =>
        Maximum <= Minimum ? (byte)0 : (byte)Math.Clamp((value - Minimum) / (Maximum - Minimum) * (Steps - 1), 0, Steps - 1);

    /// <summary>A colour as SVG writes it.</summary>
    public static string ColourOf(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"rgb({Palette[3 * index]},{Palette[(3 * index) + 1]},{Palette[(3 * index) + 2]})");

    private static byte[] MakePalette()
    {
        var palette = new byte[256 * 3];
        for (var k = 0; k < Steps; k++)
        {
            var place = k * (Stops.Length - 1.0) / (Steps - 1);
            var stop = Math.Min((int)place, Stops.Length - 2);
            var (a, b, t) = (Stops[stop], Stops[stop + 1], place - stop);
            palette[3 * k] = (byte)(a.R + (t * (b.R - a.R)));
            palette[(3 * k) + 1] = (byte)(a.G + (t * (b.G - a.G)));
            palette[(3 * k) + 2] = (byte)(a.B + (t * (b.B - a.B)));
        }

        palette.AsSpan(3 * Nothing, 3).Fill(255);
        return palette;
    }
}
