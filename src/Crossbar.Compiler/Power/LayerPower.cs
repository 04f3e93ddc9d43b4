using System.Text.Json.Serialization;

namespace Crossbar.Compiler.Power;

/// <summary>What one layer draws while it is read: all its tiles, which are read at the same time.</summary>
/// <param name="Mean">Mean power of the arrays over the windows of the calibration data, in watt.</param>
/// <param name="Cells">The part of it in the cells, access transistors included, in watt.</param>
/// <param name="FullScale">Power of the arrays with every word line at full-scale voltage, in watt.</param>
/// <param name="Windows">How many windows the means are taken over.</param>
/// <param name="Energy">What the arrays turn into heat per image, in joule: mean power · read time · reads.</param>
/// <param name="Converters">Modelled energy of the converters; null where no bits are given.</param>
/// <param name="Tiles">The tiles, in the layer's order; a part of each array's own report.</param>
public sealed record LayerPower(
    double Mean,
    double Cells,
    double FullScale,
    int Windows,
    double Energy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConverterEnergy? Converters,
    [property: JsonIgnore] ImmutableArray<TilePower> Tiles)
{
    /// <summary>The part of the mean power in the wires and the resistances at their ends, in watt.</summary>
    public double Wires => Mean - Cells;
}
