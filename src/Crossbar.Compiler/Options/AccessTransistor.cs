namespace Crossbar.Compiler.Options;

/// <summary>The transistors that stand for <c>AccessResistance</c> in netlists with <see cref="NetlistAccess.Mosfet"/>: those of a 1.8 V process.</summary>
internal static class AccessTransistor
{
    /// <summary>Voltage of the gates of selected cells, in volt.</summary>
    public const double Gate = 1.8;

    /// <summary>Threshold, in volt.</summary>
    public const double Threshold = 0.4;

    /// <summary>The gates' overdrive, in volt.</summary>
    public const double Overdrive = Gate - Threshold;
}
