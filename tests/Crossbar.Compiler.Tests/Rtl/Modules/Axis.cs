namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>The geometry of windows along one axis.</summary>
internal sealed record Axis(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int Windows)
{
    public int Padded => Before + Size + After;

    public bool Has(int position) => position >= 0 && position < Size;

    /// <summary>Any geometry; sometimes with fewer windows than would have room, or with none.</summary>
    public static Axis Random(Random random)
    {
        var (size, kernel, stride, dilation) = (random.Next(1, 9), random.Next(1, 5), random.Next(1, 5), random.Next(1, 4));
        var (before, after) = (random.Next(2) * random.Next(0, 6), random.Next(2) * random.Next(0, 6));
        var room = before + size + after - (kernel - 1) * dilation - 1;
        var windows = room < 0 ? 0 : room / stride + 1;
        return new(size, kernel, stride, dilation, before, after, windows > 1 && random.Next(5) == 0 ? windows - 1 : windows);
    }
}
