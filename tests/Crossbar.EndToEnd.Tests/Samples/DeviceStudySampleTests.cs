using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests.Samples;

/// <summary>samples/DeviceStudy: from a device's file and measured currents to figures.</summary>
public sealed partial class DeviceStudySampleTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [UnixFact]
    public void The_study_runs_from_the_device_to_the_figures()
    {
        using var folder = new TemporaryFolder();

        var run = SampleScript.Run("DeviceStudy", "study.sh", folder.Path);

        // The resistances that measure.py gave the array which it solved in its own way.
        var found = Resistance().Matches(run.Output).ToDictionary(m => m.Groups["name"].Value, m => (Value: Number(m.Groups["value"].Value), Uncertainty: Number(m.Groups["uncertainty"].Value)));
        Assert.Equal(3, found.Count);
        foreach (var (name, truth) in new[] { ("Wire", 2.5), ("Input", 12), ("Output", 8) })
            Assert.True(Math.Abs(found[name].Value - truth) < 4 * found[name].Uncertainty, run.Output);

        using var study = JsonDocument.Parse(File.ReadAllText(folder["retention", "retention.json"]));
        var aged = study.RootElement.GetProperty("rows").EnumerateArray().Where(row => row.GetProperty("age").ValueKind == JsonValueKind.Number).ToArray();
        Assert.Equal(15, aged.Length);
        AssertFigure(XDocument.Load(folder["figure.svg"]).Root!, aged);
        Assert.True(File.Exists(folder["matrix", "conductances.csv"]));
        Assert.Equal(Packages.HaveReportPage, File.Exists(folder["report.html"]));
        Assert.Equal(!Packages.HaveReportPage, run.Output.Contains("no report page here", StringComparison.Ordinal));
    }

    // A curve for each compensation, whose points are as far from each other as the accuracies are.
    private static void AssertFigure(XElement figure, JsonElement[] aged)
    {
        var curves = figure.Elements(Svg + "polyline").Select(curve => curve.Attribute("points")!.Value.Split(' ').Select(point => Number(point.Split(',')[1])).ToArray()).ToArray();
        var accuracies = aged.GroupBy(row => row.GetProperty("compensation").GetString()).Select(rows => rows.Select(row => row.GetProperty("meanAccuracy").GetDouble()).ToArray()).ToArray();
        Assert.Equal([5, 5, 5], curves.Select(curve => curve.Length));
        var scale = (curves[0][^1] - curves[0][0]) / (accuracies[0][^1] - accuracies[0][0]);
        Assert.True(scale < -100, "Curves fall as accuracies do.");
        foreach (var (curve, accuracy) in curves.Zip(accuracies))
            Assert.All(curve.Zip(accuracy), point => Assert.Equal(curves[0][0] + (scale * (point.Second - accuracies[0][0])), point.First, 0.1));
        // Eleven targets, and every point of the curves.
        Assert.Equal(11 + 15, figure.Elements(Svg + "circle").Count());
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>Wire|Input|Output)Resistance +(?<value>\S+) +(?<uncertainty>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Resistance();
}
