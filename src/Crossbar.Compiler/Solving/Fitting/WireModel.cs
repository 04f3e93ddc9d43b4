namespace Crossbar.Compiler.Solving.Fitting;

/// <summary>The column currents of one array as a function of some of its resistances, with derivatives.</summary>
/// <param name="array">The array; those of its resistances that are not fitted stay.</param>
/// <param name="conductances">Its cells.</param>
/// <param name="voltages">Its inputs, one per line.</param>
/// <param name="fitted">The resistances that vary.</param>
internal sealed class WireModel(SolveOptions array, CsvMatrix conductances, CsvMatrix voltages, ImmutableArray<FittedResistance> fitted)
{
    // Of a resistance: the error of a central difference is then some 1e-8 of the derivative, and so is rounding's share.
    private const double Step = 1e-4;

    // In ohm, for resistances near 0.
    private const double LeastStep = 1e-3;

    /// <summary>Where a fit begins: as the array says, or 1 Ω where that is 0.</summary>
    public ImmutableArray<double> Start => [.. fitted.Select(ValueOf).Select(value => value > 0 ? value : 1)];

    /// <summary>All column currents, [inputs, N], in ampere.</summary>
    /// <param name="values">The fitted resistances, in ohm.</param>
    public double[] Currents(IReadOnlyList<double> values) => SolveCommand.Currents(With(values), conductances, voltages);

    /// <summary>By how much all column currents change with each fitted resistance, in ampere per ohm.</summary>
    /// <param name="values">The fitted resistances, in ohm.</param>
    public double[][] Slopes(IReadOnlyList<double> values)
    {
        var slopes = new double[fitted.Length][];
        for (var p = 0; p < slopes.Length; p++)
        {
            var step = Math.Max(Step * values[p], LeastStep);
            var (less, more) = (Math.Max(values[p] - step, 0), values[p] + step);
            var (below, above) = (Currents(Moved(values, p, less)), Currents(Moved(values, p, more)));
            slopes[p] = [.. below.Zip(above, (b, a) => (a - b) / (more - less))];
        }

        return slopes;
    }

    private static double[] Moved(IReadOnlyList<double> values, int parameter, double value)
    {
        double[] moved = [.. values];
        moved[parameter] = value;
        return moved;
    }

    private double ValueOf(FittedResistance resistance) => resistance switch
    {
        FittedResistance.Wire => array.WireResistance,
        FittedResistance.Row => array.RowWireResistance ?? array.WireResistance,
        FittedResistance.Column => array.ColumnWireResistance ?? array.WireResistance,
        FittedResistance.Input => array.InputResistance,
        _ => array.OutputResistance,
    };

    private SolveOptions With(IReadOnlyList<double> values)
    {
        var result = array;
        for (var p = 0; p < fitted.Length; p++)
        {
            var value = values[p];
            result = fitted[p] switch
            {
                FittedResistance.Wire => result with { WireResistance = value, RowWireResistance = null, ColumnWireResistance = null },
                FittedResistance.Row => result with { RowWireResistance = value },
                FittedResistance.Column => result with { ColumnWireResistance = value },
                FittedResistance.Input => result with { InputResistance = value },
                _ => result with { OutputResistance = value },
            };
        }

        return result;
    }
}
