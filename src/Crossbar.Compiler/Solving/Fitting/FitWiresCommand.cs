namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>The logic of <c>crossbar fit wires</c>: an array's resistances from its measured column currents.</summary>
public static class FitWiresCommand
{
    // Chi-square: of its own standard deviations, what noise never does.
    private const double MaxDeviations = 5;

    // Where noise is not known: of the currents, what no lab's noise is.
    private const double MaxResidual = 0.05;

    // Two resistances that the currents hardly tell apart.
    private const double Together = 0.95;

    /// <summary>Runs the command.</summary>
    /// <param name="options">What to do.</param>
    /// <param name="output">Receives the estimates: everything or nothing.</param>
    /// <param name="diagnostics">Receives errors, and warnings of what the currents do not tell.</param>
    /// <exception cref="CompilationException">A nonlinear array was not solved (CBX0027).</exception>
    public static void Run(FitWiresOptions options, TextWriter output, DiagnosticBag diagnostics)
    {
        ArgumentNullException.ThrowIfNull(options);
        var array = options.Array;
        if (SolveCommand.Read(array, diagnostics) is not { } input || CsvMatrix.Read(options.Currents, "Current file", diagnostics, Invalid) is not { } currents)
            return;
        var (conductances, voltages) = input;
        if (currents.Rows != voltages.Rows || currents.Columns != conductances.Columns)
        {
            diagnostics.Report(
                Descriptors.CurrentCount, options.Currents, currents.Rows, currents.Columns, array.Voltages, voltages.Rows, array.Conductances, conductances.Columns);
            return;
        }

        if (currents.Values.Length <= options.Fitted.Length)
        {
            diagnostics.Report(Descriptors.NothingToFit, options.Currents, FormattableString.Invariant(
                $"{currents.Values.Length} currents do not tell {options.Fitted.Length} resistances and their uncertainty. Measure more inputs, or fit fewer resistances with --fit."));
            return;
        }

        if (Array.TrueForAll(currents.Values, current => current == 0))
        {
            diagnostics.Report(Descriptors.NothingToFit, options.Currents, "all currents are 0. Drive at least one row with a voltage in each input, and give currents in ampere.");
            return;
        }

        var result = SolvedCircuits.Run(() => WireFit.Run(new WireModel(array, conductances, voltages, options.Fitted), options.Fitted, currents.Values, options.CurrentSigma));
        var results = new FitWiresResults(options, result);
        output.Write(options.Json ? results.ToJson() : results.ToText());
        Warn(options, result, diagnostics);
    }

    private static DiagnosticDescriptor? Invalid(double current) => double.IsFinite(current) ? null : Descriptors.InvalidCurrent;

    private static void Warn(FitWiresOptions options, WireFitResult result, DiagnosticBag diagnostics)
    {
        if (!result.IsSettled)
            diagnostics.Report(Descriptors.PoorFit, options.Currents, "the fit did not come to rest.");
        else if (result.ChiSquared is { } chi && chi > result.DegreesOfFreedom + (MaxDeviations * Math.Sqrt(2.0 * result.DegreesOfFreedom)))
            diagnostics.Report(Descriptors.PoorFit, options.Currents, FormattableString.Invariant($"chi-square is {chi:G4} for {result.DegreesOfFreedom} degrees of freedom, the residual {result.Residual:G3} A where {options.CurrentSigma:G3} A is expected."));
        else if (result.ChiSquared is null && result.RelativeResidual > MaxResidual)
            diagnostics.Report(Descriptors.PoorFit, options.Currents, FormattableString.Invariant($"the residual is {100 * result.RelativeResidual:G3} % of the currents."));
        // What does not explain the currents tells nothing.
        foreach (var estimate in result.Estimates.Where(e => !e.IsDetermined && result.RelativeResidual <= MaxResidual))
        {
            var found = estimate.Uncertainty is { } uncertainty
                ? FormattableString.Invariant($"{estimate.Value:G4} ohm with a standard uncertainty of {uncertainty:G3} ohm") : "no current changes with it alone";
            var remedy = estimate.Companion is { } other && Math.Abs(estimate.Correlation) > Together
                ? FormattableString.Invariant($"It cannot be told from {WireEstimate.MetadataOf(other)} (correlation {estimate.Correlation:F3}): measure more inputs, of cells that differ from each other, or leave one of the two out of --fit and give it.")
                : estimate.Uncertainty is null ? "Leave it out of --fit: these cells and inputs do not depend on it."
                : "Measure more inputs or with less noise, or leave it out of --fit and give it.";
            diagnostics.Report(Descriptors.UndeterminedResistance, options.Currents, estimate.Metadata, found, remedy);
        }
    }
}
