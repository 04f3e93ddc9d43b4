using Crossbar.Compiler.Components;

namespace Crossbar.Tool.Commands;

/// <summary><c>crossbar components</c>: what converters and cells take, as published.</summary>
internal static class ComponentsCommand
{
    public static Command Create(TextWriter output, TextWriter error) =>
        new("components", "Lists sets of components, with the energy and area of converters, and shows one.")
        {
            PresetCommands.List(
                output, error, ComponentCatalog.Sets, "The sets that come with the tool, a line each: name, a row driver's and an ADC's energy per conversion with 8 bits in picojoule, what it is.",
                set => string.Create(CultureInfo.InvariantCulture, $"{set.Name,-16}{$"{1e12 * set.RowDriver.Energy.At(8):G3}, {1e12 * set.Adc.Energy.At(8):G3} pJ",-16}{set.Summary}")),
            PresetCommands.Show(output, error, ComponentCatalog.Sets),
        };
}
