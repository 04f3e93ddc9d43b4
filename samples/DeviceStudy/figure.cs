// Draws what study.sh found as figure.svg, with nothing but the SDK:  dotnet run --file figure.cs -- FOLDER
#:property PublishAot=false
using System.Globalization;
using System.Text;
using System.Text.Json;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var folder])
{
    Console.Error.WriteLine("usage: figure FOLDER");
    return 2;
}

const int Width = 400, Height = 300, Left = 56, Top = 40;
string[] colours = ["#146c94", "#c8641b", "#4d8b31"];
var svg = new StringBuilder("""
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 410" font-family="sans-serif" font-size="13" role="img" aria-label="Conductance after a day against its target; accuracy against age">
    <rect width="960" height="410" fill="#fff"/>

    """);

// Left: 1,000 cells of each target a day after programming, mean and one standard deviation to either side.
var cells = File.ReadLines(Path.Combine(folder, "cells.csv")).Skip(1).Select(line => line.Split(','))
    .Select(cell => (Target: 1e6 * double.Parse(cell[0]), Conductance: 1e6 * double.Parse(cell[1]))).GroupBy(cell => cell.Target, cell => cell.Conductance).OrderBy(group => group.Key).ToArray();
var most = cells.Max(group => group.Key);
var across = Frame(Left, "Conductance a day after programming, µS", "target, µS", [.. Enumerable.Range(0, 6).Select(k => (k / 5.0, $"{k * most / 5:0}"))], share => $"{share * most:0}");
svg.AppendLine($"""<path d="M{across(0)},{Top + Height}L{across(1)},{Top}" stroke="#999" stroke-dasharray="4 4"/>""");
foreach (var group in cells)
{
    var mean = group.Average();
    var deviation = Math.Sqrt(group.Average(conductance => (conductance - mean) * (conductance - mean)));
    Point(across(group.Key / most), mean / most, (mean - deviation) / most, (mean + deviation) / most, colours[0]);
}

// Right: mean accuracy of the chips with its 95 % interval.
using var study = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "retention", "retention.json")));
var rows = study.RootElement.GetProperty("rows").EnumerateArray().ToArray();
var aged = rows.Where(row => row.GetProperty("age").ValueKind == JsonValueKind.Number).ToArray();
var ages = aged.Select(row => row.GetProperty("age").GetDouble()).Distinct().Order().ToArray();
// From a worst value of all intervals, in steps of a tenth.
var least = Math.Floor(10 * aged.Min(row => row.GetProperty("meanLow").GetDouble())) / 10;
across = Frame(520, "Accuracy, %", "age", [.. ages.Select((age, k) => (Place(k), Name(age)))], share => $"{100 * (least + share * (1 - least)):0.#}");
var software = Share(rows.First(row => row.GetProperty("compensation").GetString() == "software"), "meanAccuracy");
svg.AppendLine($"""<path d="M{across(0)},{Down(software)}H{across(1)}" stroke="#999" stroke-dasharray="4 4"/>""");
foreach (var (series, k) in aged.GroupBy(row => row.GetProperty("compensation").GetString()!).Select((series, k) => (series, k)))
{
    // Beside each other, where they would hide each other.
    var points = series.Select(row => (X: across(Place(Array.IndexOf(ages, row.GetProperty("age").GetDouble()))) + 5 * (k - 1), Row: row)).ToArray();
    svg.AppendLine($"""<polyline points="{string.Join(' ', points.Select(point => $"{point.X},{Down(Share(point.Row, "meanAccuracy"))}"))}" fill="none" stroke="{colours[k % colours.Length]}" stroke-width="1.5"/>""");
    foreach (var (x, row) in points)
        Point(x, Share(row, "meanAccuracy"), Share(row, "meanLow"), Share(row, "meanHigh"), colours[k % colours.Length]);
    svg.AppendLine($"""<text x="536" y="{Top + Height - 16 - 18 * k}" fill="{colours[k % colours.Length]}">{series.Key}</text>""");
}

var file = Path.Combine(folder, "figure.svg");
File.WriteAllText(file, svg.Append("</svg>\n").ToString());
Console.WriteLine($"written: {file}");
return 0;

double Place(int k) => (k + 0.5) / ages.Length;

double Share(JsonElement row, string column) => (row.GetProperty(column).GetDouble() - least) / (1 - least);

static string Name(double age) => age switch { 0 => "at once", < 86400 => $"{age / 3600:0.#} h", < 31536000 => $"{age / 86400:0.#} d", _ => $"{age / 31536000:0.#} y" };

static double Down(double share) => Math.Round(Top + Height * (1 - share), 2);

// Axes with their ticks; gives where a share of the width lies.
Func<double, double> Frame(int left, string title, string axis, (double Share, string Name)[] ticks, Func<double, string> name)
{
    double Across(double share) => Math.Round(left + Width * share, 2);
    svg.AppendLine($"""<text x="{left}" y="{Top - 16}" font-weight="bold">{title}</text><text x="{left + Width / 2}" y="{Top + Height + 46}" text-anchor="middle">{axis}</text>""");
    for (var k = 0; k <= 5; k++)
        svg.AppendLine($"""<path d="M{left},{Down(k / 5.0)}h{Width}" stroke="#ddd"/><text x="{left - 8}" y="{Down(k / 5.0) + 4}" text-anchor="end">{name(k / 5.0)}</text>""");
    foreach (var tick in ticks)
        svg.AppendLine($"""<text x="{Across(tick.Share)}" y="{Top + Height + 22}" text-anchor="middle">{tick.Name}</text>""");
    return Across;
}

void Point(double x, double share, double low, double high, string colour) =>
    svg.AppendLine($"""<path d="M{x},{Down(low)}V{Down(high)}" stroke="{colour}"/><circle cx="{x}" cy="{Down(share)}" r="3.5" fill="{colour}"/>""");
