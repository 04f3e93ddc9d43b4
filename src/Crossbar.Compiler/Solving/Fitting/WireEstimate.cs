namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>One resistance as measured currents tell it.</summary>
/// <param name="Resistance">Which.</param>
/// <param name="Value">The estimate, in ohm.</param>
/// <param name="Uncertainty">Its standard uncertainty, in ohm; null where the currents do not tell the resistance at all.</param>
/// <param name="Companion">The other resistance that it is most correlated with; null where there is none.</param>
/// <param name="Correlation">How much, −1 to 1.</param>
public sealed record WireEstimate(FittedResistance Resistance, double Value, double? Uncertainty, FittedResistance? Companion, double Correlation)
{
    /// <summary>The item metadata that says it.</summary>
    public string Metadata => MetadataOf(Resistance);

    /// <summary>Whether the currents tell it: whether it is greater than its uncertainty.</summary>
    public bool IsDetermined => Uncertainty < Value;

    /// <summary>The item metadata that says a resistance.</summary>
    public static string MetadataOf(FittedResistance resistance) => resistance switch
    {
        FittedResistance.Wire => "WireResistance",
        FittedResistance.Row => "RowWireResistance",
        FittedResistance.Column => "ColumnWireResistance",
        FittedResistance.Input => "InputResistance",
        _ => "OutputResistance",
    };
}
