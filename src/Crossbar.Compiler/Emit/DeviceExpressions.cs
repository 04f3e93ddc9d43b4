using Crossbar.Runtime.Devices.Laws;
using static Crossbar.Compiler.Emit.CodeWriter;

namespace Crossbar.Compiler.Emit;

/// <summary>The laws of a device as C# expressions, each part on the way it is written in <c>Crossbar.Runtime.Devices.Laws</c>.</summary>
internal static class DeviceExpressions
{
    private const string Laws = "global::Crossbar.Runtime.Devices.Laws.";

    /// <summary>A device.</summary>
    public static string Of(DeviceLaws device) => New(nameof(DeviceLaws), "",
        ("Name", Build.CSharpText.Literal(device.Name)),
        ("MinConductance", Literal(device.MinConductance)),
        ("MaxConductance", Literal(device.MaxConductance)),
        ("Programming", device.Programming is { } programming ? Of(programming) : null),
        ("Drift", device.Drift is { } drift ? Of(drift) : null),
        ("ReadNoise", device.ReadNoise is { } noise ? Of(noise) : null),
        ("Temperature", device.Temperature is { } law ? Call(nameof(TemperatureLaw), Literal(law.Reference), Literal(law.Coefficient), Literal(law.ActivationEnergy)) : null),
        ("Current", device.Current is { } current ? Of(current) : null),
        ("Clip", Choice(device.Clip)),
        ("StuckOnRate", Literal(device.StuckOnRate)),
        ("StuckOffRate", Literal(device.StuckOffRate)));

    private static string Of(ProgrammingLaw law) => New(nameof(ProgrammingLaw), "",
        ("Mean", Curve(law.Mean)),
        ("CellSigma", Curve(law.CellSigma)),
        ("Sigma", Array(nameof(AgedCurve), law.Sigma.Select(aged => Call(nameof(AgedCurve), Literal(aged.Age), Curve(aged.Curve)!)))),
        ("Between", Choice(law.Between)),
        ("Verify", law.Verify is { } verify
            ? New(nameof(WriteVerifyLaw), $"{Curve(verify.Tolerance)}, {verify.MaxPulses.ToString(CultureInfo.InvariantCulture)}",
                ("PulseEnergy", verify.PulseEnergy is { } energy ? Literal(energy) : null), ("PulseTime", verify.PulseTime is { } time ? Literal(time) : null))
            : null));

    private static string Of(DriftLaw law) => law switch
    {
        PowerDrift power => Call(nameof(PowerDrift), Literal(power.ReferenceTime), Curve(power.Exponent)!, Curve(power.Sigma)!),
        LogarithmicDrift drift => Call(nameof(LogarithmicDrift), Literal(drift.ReferenceTime), Curve(drift.Mean)!, Curve(drift.SigmaSlope)!, Curve(drift.Sigma)!),
        _ => throw new ArgumentException($"There is no expression for {law.GetType().Name}.", nameof(law)),
    };

    private static string Of(ReadNoiseLaw law) => New(nameof(ReadNoiseLaw), "",
        ("White", Curve(law.White)),
        ("OneOverF", law.OneOverF is { } slow ? Call(nameof(OneOverFNoise), Curve(slow.Factor)!, slow.IsRelative ? "true" : "false", Literal(slow.ReadTime)) : null),
        ("Telegraph", law.Telegraph is { } telegraph ? Call(nameof(TelegraphNoise), Literal(telegraph.Amplitude), Literal(telegraph.Probability)) : null));

    private static string Of(CurrentLaw law) => law switch
    {
        PowerCurrent powers => Call(nameof(PowerCurrent), Array(nameof(ConductanceCurve), powers.Coefficients.Select(curve => Curve(curve)!)), Literal(powers.MaxVoltage)),
        TableCurrent table => Call(
            nameof(TableCurrent),
            $"global::System.Collections.Immutable.ImmutableArray.Create<(double, double)>({string.Join(", ", table.Points.Select(p => $"({Literal(p.Voltage)}, {Literal(p.Current)})"))})"),
        _ => throw new ArgumentException($"There is no expression for {law.GetType().Name}.", nameof(law)),
    };

    private static string? Curve(ConductanceCurve? curve) => curve is null ? null : New(nameof(ConductanceCurve), "",
        ("Pieces", Array(nameof(CurvePiece), curve.Pieces.Select(Piece))),
        ("MaxConductance", Literal(curve.MaxConductance)),
        ("TimesConductance", curve.TimesConductance ? "true" : null));

    private static string Piece(CurvePiece piece) => New(nameof(CurvePiece), "",
        ("Below", Bound(piece.Below)),
        ("Variable", Choice(piece.Variable)),
        ("Terms", Array(nameof(CurveTerm), piece.Terms.Select(term => Call(nameof(CurveTerm), Literal(term.Factor), Literal(term.Power))))),
        ("Least", Bound(piece.Least)),
        ("Greatest", Bound(piece.Greatest)));

    // Infinite ends are what a piece has anyway.
    private static string? Bound(double value) => double.IsFinite(value) ? Literal(value) : null;

    private static string? Choice<T>(T value)
        where T : struct, Enum => value.Equals(default(T)) ? null : $"{Laws}{typeof(T).Name}.{value}";

    private static string Array(string type, IEnumerable<string> elements) =>
        $"global::System.Collections.Immutable.ImmutableArray.Create<{Laws}{type}>({string.Join(", ", elements)})";

    private static string Call(string type, params string[] arguments) => $"new {Laws}{type}({string.Join(", ", arguments)})";

    private static string New(string type, string arguments, params (string Name, string? Value)[] members) =>
        $"new {Laws}{type}({arguments}) {{ {string.Join(", ", members.Where(member => member.Value is not null).Select(member => $"{member.Name} = {member.Value}"))} }}";
}
