namespace Crossbar.Runtime.Tests.Circuits;

/// <summary>A number of twice double's precision (Dekker, Numerische Mathematik 18 (1971) 224), for references.</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static explicit operator double(DoubleDouble value) => value.High + value.Low;

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        var sum = TwoSum(x.High, y.High);
        var rest = TwoSum(x.Low, y.Low);
        sum = TwoSum(sum.High, sum.Low + rest.High);
        return TwoSum(sum.High, sum.Low + rest.Low);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        var product = x.High * y.High;
        var rest = Math.FusedMultiplyAdd(x.High, y.High, -product);
        return TwoSum(product, rest + (x.High * y.Low + x.Low * y.High));
    }

    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        var first = x.High / y.High;
        var rest = x - y * first;
        var second = rest.High / y.High;
        rest -= y * second;
        return TwoSum(first, second) + rest.High / y.High;
    }

    private static DoubleDouble TwoSum(double x, double y)
    {
        var sum = x + y;
        var part = sum - x;
        return new DoubleDouble(sum, x - (sum - part) + (y - part));
    }
}
