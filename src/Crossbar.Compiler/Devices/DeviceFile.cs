using Crossbar.Compiler.Data;
using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Compiler.Devices;

/// <summary>A JSON file that describes a device; device.schema.json and docs/devices.md have its form.</summary>
internal static class DeviceFile
{
    // No memristor conducts more; a value in microsiemens does not pass as one in siemens.
    private const double MaxSiemens = 1;
    private const double MaxSeconds = 3.2e10;
    private const int MaxAges = 64;

    /// <summary>Reads a device.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">What it is called where it has no name of its own.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    /// <exception cref="PlacedJsonException">It is no device.</exception>
    public static DeviceDefinition Parse(ReadOnlySpan<byte> text, string name)
    {
        var node = new PlacedObject(PlacedJson.Parse(text));
        _ = node.Text("$schema");
        var least = node.Number("MinConductance", 0, MaxSiemens, "siemens");
        var greatest = node.Number("MaxConductance", 0, MaxSiemens, "siemens");
        if (!((float)least < (float)greatest))
            throw new PlacedJsonException(node.Need("MinConductance"), "it must be less than MaxConductance, in single precision too.");
        var curves = new CurveReader(least, greatest);
        var (nonlinearity, senseVoltage, current) = node.Find("Current") is null ? (0, null, null) : CurrentReader.Read(node, curves);
        var definition = new DeviceDefinition
        {
            Laws = new DeviceLaws
            {
                Name = node.Text("Name") ?? name,
                MinConductance = least,
                MaxConductance = greatest,
                Clip = node.Choice("Clip", ConductanceClip.Zero),
                Programming = node.Part("Programming", part => Programming(part, curves, greatest)),
                Drift = node.Part("Drift", part => Drift(part, curves, greatest)),
                ReadNoise = node.Part("ReadNoise", part => ReadNoise(part, curves, greatest)),
                Temperature = node.Part("Temperature", Temperature),
                Current = current,
                StuckOnRate = node.Number("StuckOnRate", 0, 0.5, "", 0),
                StuckOffRate = node.Number("StuckOffRate", 0, 0.5, "", 0),
            },
            Levels = Levels(node),
            Nonlinearity = nonlinearity,
            SenseVoltage = senseVoltage,
            Summary = node.Text("Summary") ?? "",
            Sources = node.Sources(),
        };
        node.Finish();
        if (string.IsNullOrWhiteSpace(definition.Laws.Name))
            throw new PlacedJsonException(node.Need("Name"), "a name is needed.");
        return definition;
    }

    private static int Levels(PlacedObject node)
    {
        var levels = node.Number("Levels", 0, 65536, "", 0);
        return levels == Math.Floor(levels) && levels != 1 ? (int)levels : throw new PlacedJsonException(node.Need("Levels"), "a whole number is needed: 0, or at least 2.");
    }

    private static ProgrammingLaw Programming(PlacedObject node, CurveReader curves, double greatest)
    {
        var ages = node.Find("Sigma") is { Kind: JsonTokenType.StartArray } several ? Ages(several, curves, greatest)
            : curves.Find(node, "Sigma", 0, greatest, "siemens") is { } one ? [new AgedCurve(0, one)]
            : (ImmutableArray<AgedCurve>)[];
        if (node.Has("Between") && ages.Length < 2)
            throw new PlacedJsonException(node.Need("Between"), "it is between the ages of Sigma, which are a list: [{ \"Age\": 0, \"Sigma\": ... }, ...].");
        return new ProgrammingLaw
        {
            Mean = curves.Find(node, "Mean", -greatest, greatest, "siemens"),
            CellSigma = curves.Find(node, "CellSigma", 0, greatest, "siemens"),
            Sigma = ages,
            Between = node.Choice("Between", AgeInterpolation.None),
            Verify = node.Part("Verify", part => new WriteVerifyLaw(curves.Need(part, "Tolerance", 0, greatest, "siemens"), part.Whole("MaxPulses", 1, 10_000, "pulses"))
            {
                PulseEnergy = part.Has("PulseEnergy") ? part.Number("PulseEnergy", 0, 1, "joule") : null,
                PulseTime = part.Has("PulseTime") ? part.Number("PulseTime", 0, 1e3, "second") : null,
            }),
        };
    }

    private static ImmutableArray<AgedCurve> Ages(PlacedJson place, CurveReader curves, double greatest)
    {
        var ages = ImmutableArray.CreateBuilder<AgedCurve>();
        foreach (var element in CurveReader.Array(place, 1, MaxAges, "ages"))
        {
            var node = new PlacedObject(element);
            var age = node.Number("Age", 0, MaxSeconds, "seconds");
            if (ages.Count == 0 ? age != 0 : age <= ages[^1].Age)
                throw new PlacedJsonException(element, "ages begin with 0 and rise.");
            ages.Add(new AgedCurve(age, curves.Need(node, "Sigma", 0, greatest, "siemens")));
            node.Finish();
        }

        return ages.ToImmutable();
    }

    private static DriftLaw Drift(PlacedObject node, CurveReader curves, double greatest)
    {
        const double MaxExponent = 10;
        var place = node.Need("Law");
        var time = node.Number("ReferenceTime", 1e-9, 1e6, "seconds");
        return place is { Kind: JsonTokenType.String, Text: "Power" }
                ? new PowerDrift(time, curves.Need(node, "Exponent", 0, MaxExponent, ""), curves.Find(node, "Sigma", 0, MaxExponent, "") ?? ConductanceCurve.Constant(0))
            : place is { Kind: JsonTokenType.String, Text: "Logarithmic" }
                ? Logarithmic(node, time, curves, greatest)
            : throw new PlacedJsonException(place, "it must be one of \"Power\", \"Logarithmic\".");
    }

    private static LogarithmicDrift Logarithmic(PlacedObject node, double time, CurveReader curves, double greatest)
    {
        var (slope, sigma) = (
            curves.Find(node, "SigmaSlope", 0, greatest, "siemens") ?? ConductanceCurve.Constant(0), curves.Find(node, "Sigma", 0, greatest, "siemens") ?? ConductanceCurve.Constant(0));
        curves.OverRange(conductance =>
        {
            // It grows with time: the beginning is where it is least.
            var first = (slope.At(conductance) * Math.Log(time)) + sigma.At(conductance);
            if (first < 0)
            {
                throw new PlacedJsonException(node.Place, FormattableString.Invariant(
                    $"at {conductance:G4} S and t₀ = {time:G4} s the standard deviation SigmaSlope·ln t₀ + Sigma is {first:G4} S, less than 0."));
            }
        });
        return new LogarithmicDrift(time, curves.Find(node, "Mean", -greatest, greatest, "siemens") ?? ConductanceCurve.Constant(0), slope, sigma);
    }

    private static ReadNoiseLaw ReadNoise(PlacedObject node, CurveReader curves, double greatest) => new()
    {
        White = curves.Find(node, "White", 0, greatest, "siemens"),
        OneOverF = node.Part("OneOverF", part =>
        {
            var isRelative = part.Flag("Relative");
            return new OneOverFNoise(
                curves.Need(part, "Factor", 0, isRelative ? 1 : greatest, isRelative ? "of the conductance" : "siemens"), isRelative, part.Number("ReadTime", 1e-12, 1, "seconds"));
        }),
        Telegraph = node.Part("Telegraph", part => new TelegraphNoise(part.Number("Amplitude", 0, 1, ""), part.Number("Probability", 0, 1, ""))),
    };

    private static TemperatureLaw Temperature(PlacedObject node) => new(
        node.Number("Reference", 1, 1000, "kelvin"),
        node.Number("Coefficient", -1, 1, "1/kelvin", 0),
        node.Number("ActivationEnergy", -1e-17, 1e-17, "joule", 0));
}
