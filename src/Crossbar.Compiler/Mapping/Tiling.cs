namespace Crossbar.Compiler.Mapping;

/// <summary>Cuts a length into near-equal parts that fit a limit.</summary>
internal static class Tiling
{
    /// <summary>Cuts <paramref name="length"/> into the fewest parts of at most <paramref name="limit"/> (0: no limit).</summary>
    /// <returns>Start and length of each part, in order.</returns>
    public static IEnumerable<(int Start, int Length)> Split(int length, int limit)
    {
        var parts = limit <= 0 ? 1 : (length + limit - 1) / limit;
        var start = 0;
        for (var k = 0; k < parts; k++)
        {
            var part = (length / parts) + (k < length % parts ? 1 : 0);
            yield return (start, part);
            start += part;
        }
    }
}
