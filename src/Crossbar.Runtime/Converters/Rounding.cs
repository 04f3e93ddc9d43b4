namespace Crossbar.Runtime.Converters;

/// <summary>Rounding to codes, the same in every converter: to nearest, ties to even, then clamped to [0, highest code].</summary>
internal static unsafe class Rounding
{
    // Adding 1.5·2^23 pushes the fraction out of a float's mantissa under round-to-nearest-even: exact for |x| < 2^22.
    private const float Magic = 12582912f;

    /// <summary>codes = clamp(round(values·scale) + offset), line by line; offset must be a whole number from 0 to 2^21.</summary>
    /// <param name="values">The values.</param>
    /// <param name="scale">Codes per unit.</param>
    /// <param name="offset">The code of 0.</param>
    /// <param name="maxCode">The highest code.</param>
    /// <param name="codes">Receives as many codes; may be <paramref name="values"/>.</param>
    /// <param name="lines">Where the lines lie.</param>
    public static void RoundAndClamp(ReadOnlySpan<float> values, float scale, float offset, float maxCode, Span<float> codes, LineCopy lines)
    {
        lines.Check(values.Length, codes.Length);
        fixed (float* source = values, destination = codes)
        {
            var done = 0;
            if (Lanes512.IsSupported)
                done = RoundAndClamp<Lanes512>(source, scale, offset, maxCode, destination, lines, done);
            if (Lanes256.IsSupported)
                done = RoundAndClamp<Lanes256>(source, scale, offset, maxCode, destination, lines, done);
            if (Lanes128.IsSupported)
                done = RoundAndClamp<Lanes128>(source, scale, offset, maxCode, destination, lines, done);
            RoundAndClamp<LanesScalar>(source, scale, offset, maxCode, destination, lines, done);
        }
    }

    /// <summary>To the nearest whole number, ties to even, of values less than 2^22.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ToNearest<T>(T value)
        where T : struct, ILanes<T> => (value + T.Broadcast(Magic)) - T.Broadcast(Magic);

    /// <summary>The ADC's code of a current in units of codes: clamped to [0, highest code], then rounded; 0 is no rounding.</summary>
    public static float ToCode(float current, float maxCode) =>
        maxCode == 0 ? current : (Math.Clamp(current, 0, maxCode) + Magic) - Magic;

    // The columns from `done` on that fill whole registers, of all lines.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RoundAndClamp<T>(float* values, float scale, float offset, float maxCode, float* codes, LineCopy lines, int done)
        where T : struct, ILanes<T>
    {
        // Clamping to whole numbers first gives the same and keeps the trick within its limit; what it adds is taken away less the offset.
        var (factor, lowest, highest) = (T.Broadcast(scale), T.Broadcast(-offset), T.Broadcast(maxCode - offset));
        var (magic, restored) = (T.Broadcast(Magic), T.Broadcast(Magic - offset));
        var end = lines.Length - ((lines.Length - done) % T.Count);
        if (end == done)
            return done;
        for (var line = 0; line < lines.Count; line++, values += lines.SourceDistance, codes += lines.DestinationDistance)
        {
            for (var k = done; k < end; k += T.Count)
            {
                var x = T.Min(highest, T.Max(lowest, T.MultiplyAdd(T.Load(values + k), factor, T.Zero)));
                T.Store((x + magic) - restored, codes + k);
            }
        }

        return end;
    }
}
