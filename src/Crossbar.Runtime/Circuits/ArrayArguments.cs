namespace Crossbar.Runtime.Circuits;

/// <summary>The checks that every solver makes on what it is given.</summary>
internal static class ArrayArguments
{
    /// <summary>Throws where an array is not physical.</summary>
    /// <exception cref="ArgumentException">A length does not fit M·N, or a conductance or resistance is negative or not finite.</exception>
    public static void Validate(int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentNullException.ThrowIfNull(resistances);
        if (conductances.Length != (long)rows * columns)
            throw new ArgumentException($"A {rows}×{columns} array has {(long)rows * columns} cells, not {conductances.Length}.", nameof(conductances));
        for (var k = 0; k < conductances.Length; k++)
        {
            if (!(conductances[k] >= 0 && double.IsFinite(conductances[k])))
                throw new ArgumentException($"The conductance of cell ({k / columns}, {k % columns}) is {conductances[k]} S; it must be finite and not negative.", nameof(conductances));
        }
        Check(resistances.WordLine, nameof(resistances.WordLine));
        Check(resistances.BitLine, nameof(resistances.BitLine));
        Check(resistances.Input, nameof(resistances.Input));
        Check(resistances.Output, nameof(resistances.Output));
        Check(resistances.Access, nameof(resistances.Access));

        static void Check(double value, string name)
        {
            if (!(value >= 0 && double.IsFinite(value)))
                throw new ArgumentException($"The resistance {name} is {value} Ω; it must be finite and not negative.", nameof(resistances));
        }
    }

    /// <summary>Throws where an array's input cannot be.</summary>
    /// <exception cref="ArgumentException">There is not one finite voltage a row.</exception>
    public static void ValidateVoltages(int rows, ReadOnlySpan<double> voltages)
    {
        if (voltages.Length != rows)
            throw new ArgumentException($"{rows} rows need {rows} voltages, not {voltages.Length}.", nameof(voltages));
        for (var i = 0; i < rows; i++)
        {
            if (!double.IsFinite(voltages[i]))
                throw new ArgumentException($"The voltage of row {i} is {voltages[i]} V; it must be finite.", nameof(voltages));
        }
    }
}
