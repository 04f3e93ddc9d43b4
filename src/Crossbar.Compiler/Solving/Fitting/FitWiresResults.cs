using Crossbar.Build;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>What <c>crossbar fit wires</c> prints.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="result">What was found.</param>
internal sealed class FitWiresResults(FitWiresOptions options, WireFitResult result)
{
    /// <summary>A table, the residual, and what to compile with, as item metadata and as options.</summary>
    public string ToText()
    {
        var rows = result.Estimates.Select(e => new[] { e.Metadata, Digits(e.Value), e.Uncertainty?.ToString("G3", CultureInfo.InvariantCulture) ?? "not told" });
        var text = new StringBuilder().AppendTable([["resistance", "ohm", "uncertainty"], .. rows], [true, false, false]);
        text.Append(CultureInfo.InvariantCulture, $"residual   {result.Residual:G4} A rms, {100 * result.RelativeResidual:G3} % of the currents, {result.DegreesOfFreedom} degrees of freedom");
        if (result.ChiSquared is { } chi)
            text.Append(CultureInfo.InvariantCulture, $", chi-square {chi:G4}");
        text.Append("\nmetadata   ").AppendJoin(' ', result.Estimates.Select(e => $"{e.Metadata}=\"{Digits(e.Value)}\""));
        return text.Append("\noptions    ").AppendJoin(' ', result.Estimates.Select(e => $"{OptionOf(e)} {Digits(e.Value)}")).Append('\n').ToString();
    }

    /// <summary>One object, numbers with round-trip digits.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new
        {
            resistances = result.Estimates.Select(e => new { name = e.Metadata, ohm = e.Value, uncertainty = e.Uncertainty, correlatedWith = e.Companion is { } other ? WireEstimate.MetadataOf(other) : null, correlation = e.Correlation, isDetermined = e.IsDetermined }),
            residual = result.Residual,
            relativeResidual = result.RelativeResidual,
            chiSquared = result.ChiSquared,
            degreesOfFreedom = result.DegreesOfFreedom,
            currentSigma = options.CurrentSigma,
            isSettled = result.IsSettled,
        },
        ResultJson.Options) + "\n";

    private static string OptionOf(WireEstimate estimate) => estimate.Resistance switch
    {
        FittedResistance.Wire => "--wire-resistance",
        FittedResistance.Row => "--row-wire-resistance",
        FittedResistance.Column => "--column-wire-resistance",
        FittedResistance.Input => "--input-resistance",
        _ => "--output-resistance",
    };

    private static string Digits(double ohm) => ohm.ToString("G7", CultureInfo.InvariantCulture);
}
