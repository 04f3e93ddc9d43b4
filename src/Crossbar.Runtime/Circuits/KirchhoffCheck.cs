using Crossbar.Runtime.Circuits.Elimination;

namespace Crossbar.Runtime.Circuits;

/// <summary>Derives from node voltages and cell currents all that a solution reports, and how well Kirchhoff's current law holds.</summary>
internal static class KirchhoffCheck
{
    /// <summary>Completes a solution.</summary>
    public static ArraySolution Complete(
        int rows, int columns, ArrayResistances resistances, double[] inputs, double[] words, double[] bits, double[] memristors, double[] currents,
        double errorBound, int iterations)
    {
        var wires = WirePattern.Of(resistances);
        var outputs = new double[columns];
        var power = 0.0;
        var residual = 0.0;
        for (var i = 0; i < rows; i++)
        {
            var row = i * columns;
            var cells = 0.0;
            for (var j = 0; j < columns; j++)
                cells += currents[row + j];
            // What flows into the row; where only Kirchhoff's law can tell, it is not checked.
            var entering = wires.Input ? (inputs[i] - words[row]) / resistances.Input
                : wires.WordLine && columns > 1 ? currents[row] + (words[row] - words[row + 1]) / resistances.WordLine
                : cells;
            // What a source gives is what its row's cells take; a drop over a small resistance has lost its digits.
            power += inputs[i] * cells;
            if (!wires.WordLine)
            {
                residual = Math.Max(residual, Math.Abs(entering - cells));
                continue;
            }
            for (var j = 0; j < columns; j++)
            {
                var leaving = j + 1 < columns ? (words[row + j] - words[row + j + 1]) / resistances.WordLine : 0;
                if (j == columns - 1 && wires.FarInput)
                    leaving = wires.Input ? (words[row + j] - inputs[i]) / resistances.Input : entering - currents[row + j];
                residual = Math.Max(residual, Math.Abs(entering - currents[row + j] - leaving));
                entering = leaving;
            }
        }
        for (var j = 0; j < columns; j++)
        {
            var last = (rows - 1) * columns + j;
            var cells = 0.0;
            for (var i = 0; i < rows; i++)
                cells += currents[i * columns + j];
            var output = wires.Output ? bits[last] / resistances.Output
                : wires.BitLine && rows > 1 ? currents[last] + (bits[last - columns] - bits[last]) / resistances.BitLine
                : cells;
            outputs[j] = output;
            if (!wires.BitLine)
            {
                residual = Math.Max(residual, Math.Abs(output - cells));
                continue;
            }
            var entering = 0.0;
            if (wires.FarOutput)
            {
                var far = wires.Output ? bits[j] / resistances.Output
                    : rows > 1 ? currents[j] - (bits[j] - bits[j + columns]) / resistances.BitLine : 0;
                outputs[j] += far;
                entering = -far;
            }
            for (var i = 0; i < rows; i++)
            {
                var k = i * columns + j;
                var leaving = i + 1 < rows ? (bits[k] - bits[k + columns]) / resistances.BitLine : output;
                residual = Math.Max(residual, Math.Abs(entering + currents[k] - leaving));
                entering = leaving;
            }
        }
        return new ArraySolution
        {
            Rows = rows,
            Columns = columns,
            WordLineVoltages = words,
            BitLineVoltages = bits,
            CellVoltages = memristors,
            CellCurrents = currents,
            ColumnCurrents = outputs,
            Power = power,
            Residual = residual,
            ErrorBound = errorBound,
            Iterations = iterations,
        };
    }
}
