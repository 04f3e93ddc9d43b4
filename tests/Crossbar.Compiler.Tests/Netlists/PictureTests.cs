using System.Buffers.Binary;
using System.IO.Compression;
using System.Xml.Linq;
using Crossbar.Compiler.Netlists.Pictures;

namespace Crossbar.Compiler.Tests.Netlists;

public sealed class PictureTests
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(300, 400)]
    public void A_picture_is_PNG_whose_pixels_any_decompressor_gives_back(int width, int height)
    {
        var pixels = new byte[width * height];
        new Random(1).NextBytes(pixels);
        var png = PngImage.Encode(width, height, pixels, HeatScale.Palette);
        Assert.Equal([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], png[..8]);
        // The checksum of an empty IEND is a constant of the standard.
        Assert.Equal([0xae, 0x42, 0x60, 0x82], png[^4..]);
        var at = 8;
        while (System.Text.Encoding.ASCII.GetString(png, at + 4, 4) != "IDAT")
            at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
        using var inflated = new ZLibStream(new MemoryStream(png, at + 8, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at))), CompressionMode.Decompress);
        var lines = new MemoryStream();
        inflated.CopyTo(lines);
        Assert.Equal((width + 1) * height, lines.Length);
        Assert.Equal(pixels, lines.ToArray().Where((_, k) => k % (width + 1) != 0));
    }

    [Fact]
    public void A_layer_shows_every_array_twice_and_escapes_its_name()
    {
        var array = ArrayFactory.Random(4, 3, ArrayResistances.Default, seed: 1);
        array = array with { CellVoltages = Enumerable.Range(0, 12).Select(k => array.VoltageOf(k / 3) * 0.9).ToArray() };
        var text = LayerPicture.Draw("a <b> & c", [array, array with { TileIndex = 1, FirstRow = 4 }], new HardwareDesign());
        var svg = XDocument.Parse(text);
        XNamespace space = "http://www.w3.org/2000/svg";
        Assert.Equal(4, svg.Descendants(space + "image").Count());
        Assert.Contains("a <b> & c", svg.Descendants(space + "text").Select(t => t.Value));
        Assert.Contains(svg.Descendants(space + "text"), t => t.Value.EndsWith(" mV", StringComparison.Ordinal));
        Assert.Equal(text, LayerPicture.Draw("a <b> & c", [array, array with { TileIndex = 1, FirstRow = 4 }], new HardwareDesign()));
    }
}
