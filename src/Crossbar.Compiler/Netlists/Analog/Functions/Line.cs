namespace Crossbar.Compiler.Netlists.Analog.Functions;

/// <summary>A straight line, y = offset + slope·x.</summary>
/// <param name="Offset">Its value at 0.</param>
/// <param name="Slope">What it rises by where x rises by 1.</param>
internal readonly record struct Line(double Offset, double Slope)
{
    /// <summary>Its value.</summary>
    public double At(double x) => Slope == 0 ? Offset : Offset + (Slope * x);

    /// <summary>The same line of another variable t, x being scale·t + shift.</summary>
    public Line Of(double scale, double shift) => new(Offset + (Slope * shift), Slope * scale);
}
