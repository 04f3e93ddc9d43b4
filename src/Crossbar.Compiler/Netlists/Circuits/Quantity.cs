namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>A number, or an expression of parameters that the simulator works out when it reads the netlist.</summary>
/// <param name="Value">The number, where there is no expression.</param>
/// <param name="Expression">The expression; null for a number.</param>
internal readonly record struct Quantity(double Value, string? Expression = null)
{
    public static implicit operator Quantity(double value) => new(value);

    public static implicit operator Quantity(string expression) => new(0, expression);

    /// <summary>A number as it stands in an expression: the shortest text that reads back as the same number.</summary>
    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
