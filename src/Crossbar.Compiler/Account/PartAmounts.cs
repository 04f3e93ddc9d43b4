using System.Text.Json.Serialization;

namespace Crossbar.Compiler.Account;

/// <summary>Something of each kind of part of a chip: energies per image, in joule, or areas, in m². What has no figure is null, and counts for nothing in <see cref="Total"/>.</summary>
/// <param name="Arrays">The arrays: solved circuits for energies.</param>
/// <param name="Drivers">Drivers of rows, or DACs.</param>
/// <param name="Adcs">ADCs, and what holds currents for them.</param>
/// <param name="Logic">Multipliers, adders and registers.</param>
/// <param name="Memory">Line buffers, FIFOs, tables.</param>
public sealed record PartAmounts(
    double Arrays,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Drivers,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Adcs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Logic,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Memory)
{
    /// <summary>All that has a figure.</summary>
    public double Total => Arrays + (Drivers ?? 0) + (Adcs ?? 0) + (Logic ?? 0) + (Memory ?? 0);

    /// <summary>Names of the parts without a figure.</summary>
    [JsonIgnore]
    public string Missing => string.Join(", ", new (string Name, double? Amount)[] { ("drivers", Drivers), ("ADCs", Adcs), ("logic", Logic), ("memory", Memory) }.Where(part => part.Amount is null).Select(part => part.Name));

    /// <summary>The sum of several; null where none has a figure.</summary>
    /// <param name="all">What is added.</param>
    internal static PartAmounts Sum(IReadOnlyCollection<PartAmounts> all)
    {
        return new PartAmounts(all.Sum(one => one.Arrays), Of(one => one.Drivers), Of(one => one.Adcs), Of(one => one.Logic), Of(one => one.Memory));

        double? Of(Func<PartAmounts, double?> part) => all.Any(one => part(one) is not null) ? all.Sum(one => part(one) ?? 0) : null;
    }
}
