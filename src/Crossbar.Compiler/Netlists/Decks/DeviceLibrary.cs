using Crossbar.Compiler.Netlists.Circuits;
using static Crossbar.Compiler.Netlists.Decks.NetlistParameters;

namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>The file of devices that cells are made of.</summary>
internal static class DeviceLibrary
{
    /// <summary>The file's name.</summary>
    public const string File = "devices.inc";

    public const string Memristor = "memristor";
    public const string Cell = "cell";
    public const string AccessTransistor = "access";

    /// <summary>The names of the files that cells need: this one, and that of the user's own subcircuit.</summary>
    public static ImmutableArray<string> Needed(CellDesign cells) =>
        [.. cells.HasState || cells.HasLaw || cells.Access == NetlistAccess.Mosfet ? [File] : Array.Empty<string>(), .. cells.Custom is null ? [] : new[] { UserCell.File }];

    /// <summary>The subcircuits that cells need.</summary>
    public static ImmutableArray<Subcircuit> Subcircuits(CellDesign cells) => cells.HasState ? [Vteam()] : cells.HasLaw ? [CellLaw.Subcircuit(cells.Device!)] : [];

    /// <summary>The model cards that cells need.</summary>
    public static ImmutableArray<DeviceModel> Models(CellDesign cells) => cells.Access == NetlistAccess.Mosfet
        ?
        [
            // Shichman and Hodges 1968 without body effect, channel-length modulation and leakage: at small voltages a resistor
            // 1/(kp·(vgate − vthreshold)), with W = L.
            new DeviceModel(AccessTransistor, "NMOS",
            [
                new Parameter("LEVEL", 1), new Parameter("VTO", ThresholdVoltage),
                new Parameter("KP", $"1/({AccessResistance}*({GateVoltage}-{ThresholdVoltage}))"),
                new Parameter("LAMBDA", 0), new Parameter("GAMMA", 0), new Parameter("IS", 1e-30),
            ]),
        ]
        : [];

    /// <summary>
    /// VTEAM (Kvatinsky, Ramadan, Friedman and Kolodny, IEEE Trans. Circuits and Systems II 62 (2015) 786, equations 3 to 5): the state x in
    /// [0, 1] rises above one threshold voltage, falls below another and rests between, and sets the resistance linearly. It is the
    /// voltage of a 1 F capacitor; windows that are 1 inside [0, 1] and 0 outside stop it at the ends. The resistor holds the state that
    /// was programmed where no transient analysis does; what was written after that goes back to it in a thousand seconds, 1e9 reads. With a far greater
    /// resistance a simulator's matrix has diagonals that are small beside a cell's dI/dx, is not eliminated along them, and fills: 525 cells took five minutes.
    /// </summary>
    private static Subcircuit Vteam() => new(Memristor, ["p", "n"],
    [
        new BehaviouralCurrent("m", "p", "n", $"V(p,n)/({OnResistance}+({OffResistance}-{OnResistance})*V(x))"),
        new Capacitor("x", "x", Name.Ground, 1),
        new VoltageSource("set", "set", Name.Ground, $"(1/g-{OnResistance})/({OffResistance}-{OnResistance})"),
        new Resistor("set", "set", "x", 1e3),
        new BehaviouralCurrent("off", Name.Ground, "x", Speed(OffSpeed, OffThreshold, OffExponent, "1-V(x)")),
        new BehaviouralCurrent("on", Name.Ground, "x", Speed(OnSpeed, OnThreshold, OnExponent, "V(x)")),
    ])
    { Parameters = [new Parameter("g", 1e-5)] };

    // k·(v/v_threshold − 1)^α beyond the threshold, while there is room left.
    private static string Speed(string speed, string threshold, string exponent, string room) => string.Create(
        CultureInfo.InvariantCulture, $"{speed}*pow(max(V(p,n)/{threshold}-1,0),{exponent})*min(max(({room})*1e6,0),1)");
}
