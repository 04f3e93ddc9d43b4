using System.Diagnostics;

namespace Crossbar.Tool.Terminal;

/// <summary>Progress for logs: a line per quarter of the work, with the time that is left where it is worth saying.</summary>
internal sealed class ProgressLines(string what, TextWriter writer) : IProgress<double>
{
    private const int Parts = 4;

    // Nobody plans anything around less.
    private static readonly TimeSpan Worthwhile = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private double _first = double.NaN;
    private int _said;

    /// <inheritdoc/>
    public void Report(double value)
    {
        lock (_gate)
        {
            // What was done before, by an earlier run, took no time now.
            if (double.IsNaN(_first))
                _first = value < 1 ? value : 0;
            var part = (int)(value * Parts);
            // The end is said by what comes after it.
            if (part <= _said || part >= Parts)
                return;
            _said = part;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * part / Parts} %{Remaining(value)}"));
        }
    }

    private string Remaining(double value)
    {
        if (value <= _first)
            return "";
        var left = _watch.Elapsed * ((1 - value) / (value - _first));
        if (left < Worthwhile)
            return "";
        if (left.TotalMinutes < 2)
            return string.Create(CultureInfo.InvariantCulture, $", about {left.TotalSeconds:F0} s left");
        return left.TotalHours < 2
            ? string.Create(CultureInfo.InvariantCulture, $", about {left.TotalMinutes:F0} min left")
            : string.Create(CultureInfo.InvariantCulture, $", about {left.TotalHours:F1} h left");
    }
}
