using System.Globalization;

namespace Crossbar.Tool;

/// <summary>Progress for logs: a line a quarter of the work.</summary>
internal sealed class ProgressLines(string what, TextWriter writer) : IProgress<double>
{
    private const int Parts = 4;
    private readonly object _gate = new();
    private int _said;

    /// <inheritdoc/>
    public void Report(double value)
    {
        lock (_gate)
        {
            var part = (int)(value * Parts);
            // The end is said by what comes after it.
            if (part <= _said || part >= Parts)
                return;
            _said = part;
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * part / Parts} %"));
        }
    }
}
