using System.Text.RegularExpressions;

namespace Crossbar.Compiler.Netlists.Circuits;

/// <summary>How far a simulated value may be from what is expected.</summary>
/// <param name="Limit">The greatest relative difference.</param>
/// <param name="Floor">
/// What a value is at least taken for, as a share of the largest of its kind in the deck: differences of nearly equal currents have no
/// more digits than those. 1 relates all to the largest.
/// </param>
internal sealed partial record Tolerance(double Limit, double Floor)
{
    /// <summary>An operating point, which two solvers agree on to rounding.</summary>
    public static Tolerance Exact { get; } = new(1e-9, 1e-3);

    /// <summary>
    /// An operating point of which differences are looked at: what is left of currents ten or a hundred times as large has one or two digits less.
    /// </summary>
    public static Tolerance Differences { get; } = new(1e-9, 1e-2);

    /// <summary>The same of nonlinear cells: simulators compute behavioural sources to some twelve digits only.</summary>
    public static Tolerance NonlinearDifferences { get; } = new(1e-9, 1e-1);

    /// <summary>The end of a transient analysis, whose time steps leave an error.</summary>
    public static Tolerance Transient { get; } = new(1e-6, 1e-3);

    /// <summary>Amplifiers of finite gain.</summary>
    public static Tolerance Analog { get; } = new(1e-2, 1);

    /// <summary>Reads what <see cref="ToString"/> writes; null if it is something else.</summary>
    public static Tolerance? Parse(string line)
    {
        var match = Pattern().Match(line);
        return match.Success ? new Tolerance(Number(match.Groups[1]), Number(match.Groups[2])) : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"tolerance {Limit:R} of a value, or of {Floor:R} of the largest one");

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\* tolerance (\S+) of a value, or of (\S+) of the largest one$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
