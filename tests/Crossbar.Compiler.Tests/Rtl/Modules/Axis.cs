namespace Crossbar.Compiler.Tests.Rtl.Modules;

/// <summary>The geometry of windows along one axis.</summary>
internal sealed record Axis(int Size, int Kernel, int Stride, int Dilation, int Before, int After, int Windows)
{
    public int Padded => Before + Size + After;

    public bool Has(int position) => position >= 0 && position < Size;

    /// <summary>As many windows as there is room for.</summary>
    public static Axis Of(int size, int kernel, int stride = 1, int dilation = 1, int before = 0, int after = 0)
    {
        var room = before + size + after - (kernel - 1) * dilation - 1;
        return new(size, kernel, stride, dilation, before, after, room < 0 ? 0 : room / stride + 1);
    }

    /// <summary>Any geometry; sometimes with fewer windows than would have room.</summary>
    public static Axis Random(Random random)
    {
        while (true)
        {
            var axis = Of(
                random.Next(1, 9), random.Next(1, 5), random.Next(1, 5), random.Next(1, 4), random.Next(2) * random.Next(0, 6), random.Next(2) * random.Next(0, 6));
            if (axis.Windows > 0)
                return axis.Windows > 1 && random.Next(5) == 0 ? axis with { Windows = axis.Windows - 1 } : axis;
        }
    }
}
