namespace Crossbar.Runtime.Circuits;

/// <summary>
/// What a linear array is to the sources that read it, all columns being held at 0 V: the matrix Y that gives the currents out of the
/// sources, I = Y·V, and so the power that a read draws, P = Vᵀ·Y·V. Y is symmetric; here it is kept as the conductances of the mesh
/// that star-mesh elimination leaves, from each source to ground and between each two sources, which are all positive:
/// P = Σ_i g_i·V_i² + Σ_{i&lt;k} g_ik·(V_i − V_k)², nothing being subtracted that is nearly alike.
/// </summary>
/// <remarks>
/// The virtual grounds are at 0 V and take no power: what the sources give is what cells and wires turn into heat (Tellegen's theorem).
/// </remarks>
public sealed class InputAdmittance
{
    private readonly double[] _toGround;
    private readonly double[] _between;

    private InputAdmittance(double[] toGround, double[] between) => (_toGround, _between) = (toGround, between);

    /// <summary>Number of word lines M.</summary>
    public int Rows => _toGround.Length;

    /// <summary>Conductances from each source to all virtual grounds, the row sums of the transfer matrix, [M], in siemens.</summary>
    public ReadOnlySpan<double> ToGround => _toGround;

    /// <summary>Conductances between sources, symmetric with an empty diagonal, [M, M], in siemens.</summary>
    public ReadOnlySpan<double> Between => _between;

    /// <summary>Solves the circuit of one linear array, in about the time of <see cref="TransferMatrix.Solve(int, int, ReadOnlySpan{double}, ArrayResistances, Span{double})"/>. Thread-safe.</summary>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">Cell conductances, row-major [M, N], in siemens.</param>
    /// <param name="resistances">The parasitic resistances of the array.</param>
    /// <exception cref="ArgumentException">A length does not fit M·N, or a conductance or resistance is negative or not finite.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static InputAdmittance Solve(int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances)
    {
        ArrayArguments.Validate(rows, columns, conductances, resistances);
        var transfer = new double[conductances.Length];
        var between = new double[checked(rows * rows)];
        TransferMatrix.Solve(rows, columns, conductances, resistances, transfer, between);
        var toGround = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                toGround[i] += transfer[(i * columns) + j];
            between[(i * rows) + i] = 0;
            for (var k = i + 1; k < rows; k++)
                between[(k * rows) + i] = between[(i * rows) + k];
        }

        return new InputAdmittance(toGround, between);
    }

    /// <summary>The power that one read draws.</summary>
    /// <param name="voltages">Source voltages [M], in volt.</param>
    /// <returns>Watt.</returns>
    /// <exception cref="ArgumentException">There is not one finite voltage a row.</exception>
    public double Power(ReadOnlySpan<double> voltages)
    {
        ArrayArguments.ValidateVoltages(Rows, voltages);
        double power = 0;
        for (var i = 0; i < Rows; i++)
        {
            power += _toGround[i] * voltages[i] * voltages[i];
            for (var k = i + 1; k < Rows; k++)
                power += _between[(i * Rows) + k] * (voltages[i] - voltages[k]) * (voltages[i] - voltages[k]);
        }

        return power;
    }

    /// <summary>The mean power of many reads: the trace of Y·E[V·Vᵀ].</summary>
    /// <param name="moments">E[V·Vᵀ], [M, M], in V² (<see cref="InputMoments"/>).</param>
    /// <returns>Watt.</returns>
    /// <exception cref="ArgumentException">The moments are not M·M numbers.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double MeanPower(ReadOnlySpan<double> moments)
    {
        if (moments.Length != _between.Length)
            throw new ArgumentException($"{Rows} rows need {_between.Length} moments, not {moments.Length}.", nameof(moments));
        double power = 0;
        for (var i = 0; i < Rows; i++)
        {
            var own = moments[(i * Rows) + i];
            power += _toGround[i] * own;
            for (var k = i + 1; k < Rows; k++)
                power += _between[(i * Rows) + k] * (own + moments[(k * Rows) + k] - (2 * moments[(i * Rows) + k]));
        }

        return power;
    }
}
