using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>
/// Least squares for an array's resistances, by Levenberg and Marquardt's method. It moves the logarithms of the resistances, which keeps
/// them positive; uncertainties are of the resistances themselves, from (JᵀJ)⁻¹ at the minimum.
/// </summary>
internal static class WireFit
{
    private const int MaxIterations = 200;

    // Of currents in units of their root mean square, and of logarithms of ohms.
    private const double GradientTolerance = 1e-12;
    private const double StepTolerance = 1e-10;
    private const double ResidualTolerance = 1e-28;

    // In ohm: what a step may try.
    private const double Least = 1e-9;
    private const double MaxResistance = 1e9;

    // In ohm: below it a logarithm has hardly a slope, and stays where a long step has thrown it.
    private const double Lost = 1e-3;

    // Of the greatest eigenvalue of JᵀJ with columns of length 1: below it differences of currents are rounding.
    private const double Singular = 1e-11;

    /// <summary>Estimates resistances.</summary>
    /// <param name="model">The array.</param>
    /// <param name="fitted">Its resistances that vary.</param>
    /// <param name="measured">The measured currents, [inputs, N], in ampere; more than there are resistances, and not all of them 0.</param>
    /// <param name="sigma">Standard deviation of a measured current, in ampere; null: as the residuals say.</param>
    public static WireFitResult Run(WireModel model, ImmutableArray<FittedResistance> fitted, double[] measured, double? sigma)
    {
        var unit = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(measured) / measured.Length);
        var observed = Vector<double>.Build.Dense(Array.ConvertAll(measured, current => current / unit));
        var objective = ObjectiveFunction.NonlinearModel((logarithms, _) => Currents(logarithms), (logarithms, _) => Slopes(logarithms), observed, observed);
        var minimum = From(Begin(model, measured));
        if (minimum.MinimizingPoint.Exists(logarithm => Math.Exp(logarithm) < Lost)
            && From([.. minimum.MinimizingPoint.Select((logarithm, p) => Math.Exp(logarithm) < Lost ? model.Start[p] : Math.Exp(logarithm))]) is var again
            && again.ModelInfoAtMinimum.Value < minimum.ModelInfoAtMinimum.Value)
        {
            minimum = again;
        }

        // A logarithm never arrives at 0.
        var values = Array.ConvertAll(Resistances(minimum.MinimizingPoint), value => value > Least ? value : 0);
        var squares = Squares(model, values, measured);
        var freedom = measured.Length - fitted.Length;
        var residual = Math.Sqrt(squares / measured.Length);
        var variance = sigma is { } s ? s * s : squares / freedom;
        return new WireFitResult(
            Estimates(fitted, values, model.Slopes(values), variance), residual, residual / unit, sigma is null ? null : squares / variance, freedom,
            minimum.ReasonForExit is not (ExitCondition.ExceedIterations or ExitCondition.InvalidValues));

        NonlinearMinimizationResult From(double[] begin) => new LevenbergMarquardtMinimizer(
                gradientTolerance: GradientTolerance, stepTolerance: StepTolerance, functionTolerance: ResidualTolerance, maximumIterations: MaxIterations)
            .FindMinimum(objective, Vector<double>.Build.DenseOfEnumerable(begin.Select(value => Math.Log(value))));

        Vector<double> Currents(Vector<double> logarithms) =>
            Vector<double>.Build.Dense(Array.ConvertAll(model.Currents(Resistances(logarithms)), current => current / unit));

        Matrix<double> Slopes(Vector<double> logarithms)
        {
            var at = Resistances(logarithms);
            return Matrix<double>.Build.DenseOfColumns(model.Slopes(at).Select((slopes, p) => slopes.Select(slope => slope * at[p] / unit)));
        }
    }

    // Where less flows than was measured: from there a step that is too long makes more flow, and is not taken. From the other side one may lead
    // to where nothing flows, whence nothing leads back.
    private static double[] Begin(WireModel model, double[] measured)
    {
        double[] values = [.. model.Start];
        for (var flowed = TensorPrimitives.Norm<double>(measured); TensorPrimitives.Norm<double>(model.Currents(values)) > flowed && Array.TrueForAll(values, value => value < MaxResistance);)
            values = Array.ConvertAll(values, value => Math.Min(10 * value, MaxResistance));
        return values;
    }

    private static double Squares(WireModel model, double[] values, double[] measured)
    {
        double squares = 0;
        foreach (var (actual, computed) in measured.Zip(model.Currents(values)))
            squares += (actual - computed) * (actual - computed);
        return squares;
    }

    private static double[] Resistances(Vector<double> logarithms) =>
        [.. logarithms.Select(logarithm => Math.Clamp(Math.Exp(logarithm), Least, MaxResistance))];

    // Columns of length 1 first: resistances that many cells see and those that few see are then told alike. A direction in which no current
    // changes has no inverse; the resistances that it moves are not told.
    private static ImmutableArray<WireEstimate> Estimates(ImmutableArray<FittedResistance> fitted, double[] values, double[][] slopes, double variance)
    {
        var count = fitted.Length;
        var lengths = Array.ConvertAll(slopes, column => Math.Sqrt(TensorPrimitives.SumOfSquares<double>(column)));
        var normal = Matrix<double>.Build.Dense(count, count, (p, q) =>
            lengths[p] > 0 && lengths[q] > 0 ? TensorPrimitives.Dot<double>(slopes[p], slopes[q]) / (lengths[p] * lengths[q]) : 0);
        var parts = normal.Evd(Symmetricity.Symmetric);
        var eigenvalues = parts.EigenValues.Select(value => value.Real).ToArray();
        var isTold = eigenvalues.Select(value => value > Singular * eigenvalues.Max()).ToArray();
        var inverse = Matrix<double>.Build.Dense(count, count, (p, q) => Enumerable.Range(0, count).Where(k => isTold[k])
            .Sum(k => parts.EigenVectors[p, k] * parts.EigenVectors[q, k] / eigenvalues[k]));
        return [.. fitted.Select((resistance, p) =>
        {
            var lost = Enumerable.Range(0, count).Where(k => !isTold[k]).ToArray();
            // Small components of a lost direction are rounding.
            var isLost = lengths[p] == 0 || lost.Any(k => Math.Abs(parts.EigenVectors[p, k]) > Math.Sqrt(Singular));
            var companion = Enumerable.Range(0, count).Where(q => q != p && lengths[q] > 0 && lengths[p] > 0)
                .Select(q => (Other: q, Correlation: Correlation(p, q))).DefaultIfEmpty().MaxBy(pair => Math.Abs(pair.Correlation));
            return new WireEstimate(
                resistance, values[p], isLost ? null : Math.Sqrt(variance * inverse[p, p]) / lengths[p],
                companion.Correlation == 0 ? null : fitted[companion.Other], companion.Correlation);
        })];

        // Where a direction is lost: as currents change with the two.
        double Correlation(int p, int q) => isTold.All(told => told)
            ? inverse[p, q] / Math.Sqrt(inverse[p, p] * inverse[q, q]) : -normal[p, q];
    }
}
