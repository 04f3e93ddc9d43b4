using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Components;

/// <summary>A JSON file of components; components.schema.json and docs/power.md have its form.</summary>
internal static class ComponentFile
{
    // Whoever exceeds these has other units: picojoules, milliwatts, square micrometres.
    private const double MaxJoule = 1e-6;
    private const double MaxSquareMetre = 1e-6;
    private const double MaxWatt = 1e-3;
    private const double LeastNode = 1e-9;
    private const double GreatestNode = 1e-5;

    /// <summary>Reads a file.</summary>
    /// <inheritdoc cref="PresetParser{T}"/>
    public static ComponentSet Parse(ReadOnlySpan<byte> text, string name)
    {
        var node = new PlacedObject(PlacedJson.Parse(text));
        _ = node.Text("$schema");
        var technology = node.Find("Node") is null ? (double?)null : node.Number("Node", LeastNode, GreatestNode, "metres");
        var (power, area) = node.Part("Cell", cell => Tuple.Create(cell.Number("Power", 0, MaxWatt, "watts"), cell.Number("Area", 0, MaxSquareMetre, "square metres")))
            ?? throw new PlacedJsonException(node.Place, "'Cell' is missing.");
        var (rate, columns) = (0.0, 0);
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
                (rate, columns) = (part.Number("Rate", 1e3, 1e12, "conversions per second"), part.Whole("Columns", 1, 1 << 20));
                return Converter(part, technology, rate);
            }) ?? throw new PlacedJsonException(node.Place, "'Adc' is missing."),
            AdcRate = rate,
            ColumnsPerAdc = columns,
            SampleHold = node.Part("SampleHold", part => Part(part, technology)),
            Digital = node.Part("Digital", part => new DigitalFigures(Needed(part, "Multiplier"), Needed(part, "Adder"), Needed(part, "Register"), Needed(part, "Memory"))),
        };
        node.Finish();

        PartFigures Needed(PlacedObject parts, string name) => parts.Part(name, part => Part(part, technology)) ?? throw new PlacedJsonException(parts.Place, $"'{name}' is missing.");

        return string.IsNullOrWhiteSpace(set.Name) ? throw new PlacedJsonException(node.Need("Name"), "a name is needed.") : set;
    }

    // Figures of another node are scaled: capacitances, and with them energies at an equal supply, go with the feature size, areas with its square.
    private static PartFigures Part(PlacedObject node, double? technology)
    {
        return new PartFigures(Figure("Energy", MaxJoule, "joules", 1), Figure("Area", MaxSquareMetre, "square metres", 2));

        double Figure(string name, double most, string unit, int power)
        {
            var place = node.Need(name);
            if (place.Kind == JsonTokenType.Number)
                return PlacedObject.NumberOf(place, 0, most, unit);
            var figure = new PlacedObject(place);
            var (value, own) = (figure.Number("Value", 0, most, unit), figure.Number("Node", LeastNode, GreatestNode, "metres"));
            figure.Finish();
            return value * Math.Pow((technology ?? throw new PlacedJsonException(figure.Need("Node"), "to scale from it, give the set's own Node too, in metres.")) / own, power);
        }
    }

    // An ADC has a rate, drivers have none.
    private static ConverterFigures Converter(PlacedObject node, double? technology, double? rate = null)
    {
        var energy = Law(node, "Energy", MaxJoule, "joules", technology, rate, null);
        return new ConverterFigures(energy, Law(node, "Area", MaxSquareMetre, "square metres", technology, rate, energy as AdcSurveyLaw));
    }

    private static BitLaw Law(PlacedObject node, string name, double most, string unit, double? technology, double? rate, AdcSurveyLaw? energy)
    {
        var place = node.Need(name);
        if (place.Kind == JsonTokenType.Number)
            return new ScaledLaw(PlacedObject.NumberOf(place, 0, most, unit), 1, 1);
        var law = new PlacedObject(place);
        BitLaw result = law.Has("PerStep") ? new StepLaw(law.Number("PerStep", 0, most, unit))
            : law.Has("PerBit") ? new ProportionalLaw(law.Number("PerBit", 0, most, unit))
            : law.Has("Survey") ? Survey(law, technology, rate, name == "Area", energy)
            : new ScaledLaw(law.Number("Value", 0, most, unit), law.Whole("Bits", 1, 16), law.Number("Factor", 0.1, 16, "", 2));
        law.Finish();
        return result;
    }

    private static BitLaw Survey(PlacedObject law, double? technology, double? rate, bool isArea, AdcSurveyLaw? energy)
    {
        if (law.Text("Survey") != "Adc")
            throw new PlacedJsonException(law.Need("Survey"), "it must be \"Adc\".");
        if (isArea)
            return energy is null ? throw new PlacedJsonException(law.Need("Survey"), "the survey tells the area of an ADC whose Energy it tells.") : new AdcSurveyAreaLaw(energy);
        return new AdcSurveyLaw(rate ?? throw new PlacedJsonException(law.Need("Survey"), "it is of ADCs alone."), technology ?? throw new PlacedJsonException(law.Need("Survey"), "it depends on the technology: give Node too, in metres."));
    }
}
