using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>What the circuit of an array does under one input, whatever its cells are.</summary>
internal static class ArraySolver
{
    // Ampere; far below what 1e-9 of any column current is.
    private const double Tolerance = 1e-18;

    private const int MaxIterations = 50;

    /// <summary>Solves an array.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">[M, N], in siemens.</param>
    /// <param name="resistances">The wires.</param>
    /// <param name="voltages">Source voltages [M], in volt.</param>
    /// <param name="cells">What the cells are.</param>
    public static ArraySolution Solve(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, ReadOnlySpan<double> voltages, CellDesign cells) =>
        cells.Access == NetlistAccess.Mosfet && resistances.Access > 0
            ? SolveTransistors(rows, columns, conductances, resistances, voltages)
            : NodalAnalysis.Solve(rows, columns, conductances, resistances, voltages, cells.Device, Tolerance);

    /// <summary>
    /// In its triode region a transistor without body effect conducts β·(V_g − V_t − (V_d + V_s)/2)·(V_d − V_s) (Shichman and Hodges 1968): it
    /// is a resistor that depends a little on where its ends lie. So the linear array is solved with the resistors of the last
    /// solution until they stand still; each round brings some three digits.
    /// </summary>
    private static ArraySolution SolveTransistors(
        int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, ReadOnlySpan<double> voltages)
    {
        var overdrive = AccessTransistor.Overdrive;
        var access = new double[conductances.Length];
        Array.Fill(access, resistances.Access);
        var series = new double[conductances.Length];
        for (var iteration = 1; ; iteration++)
        {
            for (var k = 0; k < series.Length; k++)
                series[k] = conductances[k] / (1 + (conductances[k] * access[k]));
            var solution = NodalAnalysis.Solve(rows, columns, series, resistances with { Access = 0 }, voltages);
            var change = 0.0;
            for (var k = 0; k < access.Length; k++)
            {
                var source = solution.BitLineVoltages[k];
                var drain = source + (solution.CellCurrents[k] * access[k]);
                var next = resistances.Access * overdrive / (overdrive - ((source + drain) / 2));
                change = Math.Max(change, Math.Abs(next - access[k]) / next);
                access[k] = next;
            }

            if (change < 1e-14 || iteration == MaxIterations)
                return solution with { CellVoltages = [.. solution.CellCurrents.Select((current, k) => solution.CellVoltages[k] - (current * access[k]))] };
        }
    }
}
