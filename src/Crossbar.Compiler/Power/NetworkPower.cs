using System.Text.Json.Serialization;

namespace Crossbar.Compiler.Power;

/// <summary>What a compiled network draws while it reads one image, its layers one after the other.</summary>
/// <param name="ReadTime">Duration of a read, in second.</param>
/// <param name="Reads">Array reads per image: window positions of all layers.</param>
/// <param name="Energy">What the arrays turn into heat per image, in joule.</param>
/// <param name="CellEnergy">The part of it in the cells, access transistors included, in joule.</param>
/// <param name="Converters">Modelled energy of the converters per image; null where no bits are given.</param>
/// <param name="Components">Whose figures converters have.</param>
/// <param name="Layers">The crossbar layers, in the network's order; a part of each layer's own report.</param>
public sealed record NetworkPower(
    double ReadTime,
    int Reads,
    double Energy,
    double CellEnergy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ConverterEnergy? Converters,
    string Components,
    [property: JsonIgnore] ImmutableArray<LayerPower> Layers)
{
    /// <summary>The part of the arrays' energy in the wires and the resistances at their ends, in joule.</summary>
    public double WireEnergy => Energy - CellEnergy;

    /// <summary>Time of all reads, in second: without copies of hardware one layer waits for another (paper, section 3.1).</summary>
    public double Duration => Reads * ReadTime;

    /// <summary>Mean power of the arrays in that time, in watt; 0 where there is no array.</summary>
    public double Mean => Reads == 0 ? 0 : Energy / Duration;
}
