using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Components;

/// <summary>A JSON file of components; components.schema.json and docs/power.md have its form.</summary>
internal static class ComponentFile
{
    // Whoever exceeds these has other units: picojoules, milliwatts, square micrometres.
    private const double MaxJoule = 1e-6;
    private const double MaxSquareMetre = 1e-6;
    private const double MaxWatt = 1e-3;

    /// <summary>Reads a file.</summary>
    /// <inheritdoc cref="PresetParser{T}"/>
    public static ComponentSet Parse(ReadOnlySpan<byte> text, string name)
    {
        var node = new PlacedObject(PlacedJson.Parse(text));
        _ = node.Text("$schema");
        var technology = node.Find("Node") is null ? (double?)null : node.Number("Node", 1e-9, 1e-5, "metres");
        var (power, area) = node.Part("Cell", cell => Tuple.Create(cell.Number("Power", 0, MaxWatt, "watts"), cell.Number("Area", 0, MaxSquareMetre, "square metres")))
            ?? throw new PlacedJsonException(node.Place, "'Cell' is missing.");
        var columns = 0;
        var set = new ComponentSet
        {
            Name = node.Text("Name") ?? name,
            Summary = node.Text("Summary") ?? "",
            Sources = node.Sources(),
            Cycle = node.Number("Cycle", 1e-12, 1, "seconds"),
            CellPower = power,
            CellArea = area,
            RowDriver = node.Part("RowDriver", part => Converter(part, technology)) ?? throw new PlacedJsonException(node.Place, "'RowDriver' is missing."),
            Adc = node.Part("Adc", part =>
            {
                columns = part.Whole("Columns", 1, 1 << 20);
                return Converter(part, technology);
            }) ?? throw new PlacedJsonException(node.Place, "'Adc' is missing."),
            ColumnsPerAdc = columns,
        };
        node.Finish();
        return string.IsNullOrWhiteSpace(set.Name) ? throw new PlacedJsonException(node.Need("Name"), "a name is needed.") : set;
    }

    private static ConverterFigures Converter(PlacedObject node, double? technology)
    {
        var energy = Law(node, "Energy", MaxJoule, "joules", technology, null);
        return new ConverterFigures(energy, Law(node, "Area", MaxSquareMetre, "square metres", technology, energy as AdcSurveyLaw));
    }

    private static BitLaw Law(PlacedObject node, string name, double most, string unit, double? technology, AdcSurveyLaw? energy)
    {
        var place = node.Need(name);
        if (place.Kind == JsonTokenType.Number)
            return new ScaledLaw(PlacedObject.NumberOf(place, 0, most, unit), 1, 1);
        var law = new PlacedObject(place);
        BitLaw result = law.Has("PerStep") ? new StepLaw(law.Number("PerStep", 0, most, unit))
            : law.Has("PerBit") ? new ProportionalLaw(law.Number("PerBit", 0, most, unit))
            : law.Has("Survey") ? Survey(law, technology, name == "Area", energy)
            : new ScaledLaw(law.Number("Value", 0, most, unit), law.Whole("Bits", 1, 16), law.Number("Factor", 0.1, 16, "", 2));
        law.Finish();
        return result;
    }

    private static BitLaw Survey(PlacedObject law, double? technology, bool isArea, AdcSurveyLaw? energy)
    {
        if (law.Text("Survey") != "Adc")
            throw new PlacedJsonException(law.Need("Survey"), "it must be \"Adc\".");
        if (isArea)
            return energy is null ? throw new PlacedJsonException(law.Need("Survey"), "the survey tells the area of an ADC whose Energy it tells.") : new AdcSurveyAreaLaw(energy);
        return new AdcSurveyLaw(law.Number("Rate", 1e3, 1e12, "conversions per second"), technology ?? throw new PlacedJsonException(law.Need("Survey"), "it depends on the technology: give Node too, in metres."));
    }
}
