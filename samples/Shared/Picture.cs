using System.Text;

namespace Samples;

/// <summary>An image as lines of text, 16 characters wide, each character two pixels high.</summary>
internal static class Picture
{
    private const int Width = 16;

    private const int PicturesPerRow = 5;

    /// <summary>A white digit on black, [28, 28]: its middle, where the ink is more than half.</summary>
    public static string[] OfDigit(ReadOnlySpan<byte> pixels)
    {
        var lines = new string[11];
        for (var line = 0; line < lines.Length; line++)
        {
            var text = new StringBuilder();
            for (var x = 6; x < 6 + Width; x++)
            {
                var (top, bottom) = (pixels[(((2 * line) + 3) * 28) + x] > 127, pixels[(((2 * line) + 4) * 28) + x] > 127);
                text.Append(top ? (bottom ? '█' : '▀') : bottom ? '▄' : ' ');
            }

            lines[line] = text.ToString();
        }

        return lines;
    }

    /// <summary>A colour image, [3, 32, 32], at half its size, in a terminal's colours; nothing where the output is no terminal.</summary>
    public static string[] InColor(ReadOnlySpan<byte> pixels)
    {
        if (Console.IsOutputRedirected)
            return [];
        var lines = new string[8];
        for (var line = 0; line < lines.Length; line++)
        {
            var text = new StringBuilder();
            for (var x = 0; x < Width - 1; x++)
                text.Append($"\e[38;2;{Color(pixels, 2 * line, x)};48;2;{Color(pixels, (2 * line) + 1, x)}m▀");
            lines[line] = text.Append("\e[0m ").ToString();
        }

        return lines;
    }

    /// <summary>Prints pictures in rows of five, their captions below them.</summary>
    public static void Print(IReadOnlyList<string[]> pictures, IReadOnlyList<string[]> captions)
    {
        for (var first = 0; first < pictures.Count; first += PicturesPerRow)
        {
            var row = Enumerable.Range(first, Math.Min(PicturesPerRow, pictures.Count - first)).ToArray();
            for (var line = 0; line < pictures[first].Length; line++)
                Console.WriteLine(string.Concat(row.Select(k => pictures[k][line])).TrimEnd(' '));
            for (var line = 0; line < captions[first].Length; line++)
                Console.WriteLine(string.Concat(row.Select(k => Centered(captions[k][line]))).TrimEnd());
            Console.WriteLine();
        }
    }

    private static string Centered(string text) => text.PadLeft((Width + text.Length) / 2).PadRight(Width);

    private static string Color(ReadOnlySpan<byte> pixels, int y, int x)
    {
        var color = new int[3];
        for (var c = 0; c < 3; c++)
        {
            var corner = (c * 32 * 32) + (2 * y * 32) + (2 * x);
            color[c] = (pixels[corner] + pixels[corner + 1] + pixels[corner + 32] + pixels[corner + 33]) / 4;
        }

        return string.Join(';', color);
    }
}
