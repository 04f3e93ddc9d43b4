using Crossbar.Compiler.Netlists.Circuits;
using static Crossbar.Compiler.Netlists.Decks.NetlistParameters;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>What analog peripherals are made of: amplifiers of finite gain and bandwidth, and rectifiers around them.</summary>
internal static class AmplifierLibrary
{
    /// <summary>The file's name.</summary>
    public const string File = "amplifiers.inc";

    /// <summary>Ports: noninverting and inverting input, output.</summary>
    public const string Amplifier = "amplifier";

    /// <summary>A transimpedance stage's amplifier, which holds its input at its offset voltage. Ports: input, output.</summary>
    public const string Sense = "sense";

    /// <summary>The parameter of <see cref="Sense"/> that says how many standard deviations its offset is.</summary>
    public const string Deviation = "z";

    /// <summary>Output = the greater of input and 0. Ports: input, output.</summary>
    public const string Rectifier = "rectifier";

    /// <summary>Pulls its output up to its input, never down: several on one node give their maximum. Ports: input, output.</summary>
    public const string Peak = "peak";

    /// <summary>Number of nodes inside an amplifier.</summary>
    public const int AmplifierNodes = 2;

    /// <summary>Number of nodes inside a peak follower.</summary>
    public const int PeakNodes = AmplifierNodes + 1;

    /// <summary>Number of nodes inside one of the subcircuits.</summary>
    public static int NodesIn(string subcircuit) => subcircuit switch
    {
        Rectifier => PeakNodes + AmplifierNodes + 1,
        Peak => PeakNodes,
        Sense => AmplifierNodes + 1,
        _ => AmplifierNodes,
    };

    private const string Swing = "swing";
    private const string Diode = "rectifying";

    /// <summary>The resistor that other resistances of amplifier stages are ratios to, in ohm.</summary>
    public const double Unit = 10e3;

    /// <summary>The subcircuits, each after those that it uses.</summary>
    public static ImmutableArray<Subcircuit> Subcircuits { get; } =
    [
        new Subcircuit(Amplifier, ["p", "n", "o"], [new ControlledVoltage("gain", "x", Name.Ground, "p", "n", AmplifierGain), .. Pole()]),
        new Subcircuit(Sense, ["i", "o"],
        [
            new VoltageSource("offset", "p", Name.Ground, $"{SenseOffset}*{Deviation}"), new Instance("a", ["p", "i", "o"], Amplifier),
        ])
        { Parameters = [new Parameter(Deviation, 0)] },
        // Like the amplifier, but its output stays between the rails, where the diode behind it needs it to.
        new Subcircuit(Swing, ["p", "n", "o"],
        [
            new BehaviouralVoltage("gain", "x", Name.Ground, $"{AmplifierSwing}*tanh({RectifierGain}/{AmplifierSwing}*V(p,n))"), .. Pole(),
        ]),
        new Subcircuit(Peak, ["i", "o"], [new Instance("a", ["i", "o", "d"], Swing), new Diode("d", "d", "o", Diode)]),
        // The superdiode; a follower behind it drives loads that would otherwise lift it.
        new Subcircuit(Rectifier, ["i", "o"],
        [
            new Instance("peak", ["i", "r"], Peak), new Resistor("down", "r", Name.Ground, Unit), new Instance("follower", ["r", "o", "o"], Amplifier),
        ]),
    ];

    /// <summary>The model cards.</summary>
    public static ImmutableArray<DeviceModel> Models { get; } = [new DeviceModel(Diode, "D", [new Parameter("IS", 1e-12), new Parameter("N", 1)])];

    // One pole, so that the gain is 1 at gbw, before an ideal output stage. Its resistor is small: beside gains of a million a conductance of
    // 1 mS is a bad pivot, and simulators that choose pivots once end in a state that is no solution.
    private static IEnumerable<Element> Pole() =>
    [
        new Resistor("pole", "x", "y", 1),
        new Capacitor("pole", "y", Name.Ground, string.Create(CultureInfo.InvariantCulture, $"{AmplifierGain}/({2 * Math.PI:R}*{AmplifierBandwidth})")),
        new ControlledVoltage("out", "o", Name.Ground, "y", Name.Ground, 1),
    ];
}
