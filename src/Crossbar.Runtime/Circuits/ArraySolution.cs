namespace Crossbar.Runtime.Circuits;

/// <summary>All voltages and currents of an array under one input. Matrices are row-major [M, N]. Volt, ampere, watt.</summary>
public sealed record ArraySolution
{
    /// <summary>Number of word lines M.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of bit lines N.</summary>
    public required int Columns { get; init; }

    /// <summary>Voltages of the word-line nodes t[i, j].</summary>
    public required double[] WordLineVoltages { get; init; }

    /// <summary>Voltages of the bit-line nodes b[i, j].</summary>
    public required double[] BitLineVoltages { get; init; }

    /// <summary>Voltages over the memristors, without their access transistors.</summary>
    public required double[] CellVoltages { get; init; }

    /// <summary>Currents through the cells, from word line to bit line.</summary>
    public required double[] CellCurrents { get; init; }

    /// <summary>Currents out of the columns, [N].</summary>
    public required double[] ColumnCurrents { get; init; }

    /// <summary>Power delivered by all sources.</summary>
    public required double Power { get; init; }

    /// <summary>The greatest violation of Kirchhoff's current law at any node, computed from the voltages above.</summary>
    public required double Residual { get; init; }

    /// <summary>Bound of the error that nonlinear cells leave in each column current; 0 for linear ones.</summary>
    public required double ErrorBound { get; init; }

    /// <summary>Number of linear systems solved.</summary>
    public required int Iterations { get; init; }
}
