namespace Crossbar.Compiler.Studies.Tables;

/// <summary>One point of a grid of options.</summary>
/// <param name="Settings">The options that the grid varies, in its order, each with its value here.</param>
public sealed record SweepPoint(ImmutableArray<SweepSetting> Settings)
{
    /// <summary>For people: <c>WireResistance=2 MaxRows=64</c>.</summary>
    public override string ToString() => string.Join(' ', Settings.Select(s => $"{s.Name}={s.Value}"));
}
