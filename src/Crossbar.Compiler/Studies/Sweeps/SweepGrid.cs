using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Studies.Sweeps;

/// <summary>A grid of item metadata: some options, each with the values that it takes.</summary>
/// <param name="Axes">Names and values, in the order in which they were given; the last one varies fastest.</param>
public sealed record SweepGrid(ImmutableArray<(string Name, ImmutableArray<string> Values)> Axes)
{
    /// <summary>
    /// Reads texts such as <c>WireResistance=1,2,5</c>. Values of files and lists are not taken apart at commas: such an option is given
    /// as often as it has values.
    /// </summary>
    /// <param name="texts">The texts; several of the same name add to each other.</param>
    /// <exception cref="CompilationException">A text is not of this form, or a value stands twice (CBX0093).</exception>
    public static SweepGrid Parse(IEnumerable<string> texts)
    {
        var axes = new List<(string Name, ImmutableArray<string> Values)>();
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var written = equals < 0 ? "" : text[..equals].Trim();
            if (written.Length == 0)
                throw Invalid(text, "Name=value,value,... is needed, such as WireResistance=1,2,5.");
            // A name that does not exist is reported as everywhere, when the options are read.
            var definition = OptionTable.Find(written);
            var name = definition?.Name ?? written;
            var values = (definition is PathOption or NumberListOption or ShapeOption or ConversionSignalOption ? [text[(equals + 1)..]] : text[(equals + 1)..].Split(','))
                .Select(value => value.Trim()).ToImmutableArray();
            if (values.Contains(""))
                throw Invalid(text, "there is no value where one must be.");
            var known = axes.FindIndex(axis => axis.Name == name);
            if (known < 0)
                axes.Add((name, values));
            else
                axes[known] = (name, axes[known].Values.AddRange(values));
            if (axes.Single(axis => axis.Name == name).Values is var all && all.Distinct().Count() < all.Length)
                throw Invalid(text, "a value stands there twice.");
        }

        return new SweepGrid([.. axes]);
    }

    /// <summary>Every combination, in order.</summary>
    public ImmutableArray<SweepPoint> Points()
    {
        IEnumerable<SweepPoint> points = [new SweepPoint([])];
        foreach (var (name, values) in Axes)
            points = points.SelectMany(point => values.Select(value => new SweepPoint(point.Settings.Add(new SweepSetting(name, value)))));
        return [.. points];
    }

    private static CompilationException Invalid(string text, string reason) => new(Descriptors.InvalidGrid, null, text, reason);
}
