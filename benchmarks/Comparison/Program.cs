using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using Crossbar.Benchmarks.Comparison;
using Crossbar.Runtime.Circuits;

// Usage: [--badcrossbar FOLDER] [--cross-sim FOLDER] [--aihwkit FOLDER] [--ngspice CELLS] [--turns N]: where the peers' sources are (none: left out), and the largest array
// that ngspice gets. docs/comparison.md says how to get them.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Inputs = 100;
var turns = int.Parse(Option("--turns") ?? "5", CultureInfo.InvariantCulture);
var ngspiceCells = int.Parse(Option("--ngspice") ?? "8192", CultureInfo.InvariantCulture);
(string Name, string? Source, ArrayResistances Circuit, bool Binary)[] all =
[
    ("badcrossbar", Option("--badcrossbar"), ArrayResistances.Default, false),
    ("crosssim", Option("--cross-sim"), ArrayResistances.Default, false),
    ("crosssim-fine", Option("--cross-sim"), ArrayResistances.Default, false),
    ("aihwkit", Option("--aihwkit"), ArrayResistances.Default with { WordLine = 0, Input = 0, Output = 0.5 }, true),
];
var peers = all.Where(peer => peer.Source is not null).ToArray();
using var folder = new PeerFolder();
Console.WriteLine("| array | | one input, ms | ratio | 100 inputs, ms | ratio | largest difference |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var (rows, columns) in new[] { (64, 64), (128, 64), (128, 128) })
    Compare(rows, columns);

string? Option(string name) => Array.IndexOf(args, name) is var at and >= 0 ? args[at + 1] : null;

void Compare(int rows, int columns)
{
    var random = new Random(1);
    double[] conductances = [.. Enumerable.Range(0, rows * columns).Select(_ => 1 / 300e3 + random.NextDouble() * (1 / 15e3 - 1 / 300e3))];
    double[] voltages = [.. Enumerable.Range(0, Inputs * rows).Select(_ => 0.4 * random.NextDouble())];
    double[] pulses = [.. voltages.Select(v => v > 0.2 ? 0.2 : 0)];
    folder.Write(rows, columns, conductances, voltages, pulses);
    var own = new List<(double One, double All)>();
    var theirs = peers.Select(_ => new List<(double One, double All)>()).ToArray();
    var worst = new double[peers.Length];
    var (process, ngspice, ngspiceWorst) = (new List<double>(), 0.0, 0.0);
    Read(rows, columns, conductances, ArrayResistances.Default, voltages);
    for (var turn = 0; turn < turns; turn++)
    {
        own.Add((Median(() => Read(rows, columns, conductances, ArrayResistances.Default, voltages[..rows])),
                 Median(() => Read(rows, columns, conductances, ArrayResistances.Default, voltages))));
        for (var k = 0; k < peers.Length; k++)
        {
            var (one, every, currents) = folder.Solve(peers[k].Name, peers[k].Source!, peers[k].Binary);
            theirs[k].Add((one, every));
            worst[k] = Math.Max(worst[k], Difference(currents, Read(rows, columns, conductances, peers[k].Circuit, peers[k].Binary ? pulses : voltages)));
        }
        process.Add(folder.Tool().Seconds);
    }
    var exact = Read(rows, columns, conductances, ArrayResistances.Default, voltages);
    if (rows * columns <= ngspiceCells)
    {
        (ngspice, var currents) = folder.Ngspice(conductances, voltages);
        ngspiceWorst = Difference(currents, exact[..columns]);
    }
    Line("ours, in process", own, own, 0);
    for (var k = 0; k < peers.Length; k++)
        Line(peers[k].Name, theirs[k], own, worst[k]);
    Console.WriteLine($"| {rows}×{columns} | `crossbar solve`, process | | | {Middle(process) * 1e3:F0} | 1 | {Difference(folder.Tool().Currents, exact):E1} |");
    if (ngspice > 0)
        Console.WriteLine($"| {rows}×{columns} | ngspice, process, one input | {ngspice * 1e3:F0} | | | {ngspice / Middle(process):F0} | {ngspiceWorst:E1} |");

    void Line(string name, List<(double One, double All)> times, List<(double One, double All)> reference, double difference) => Console.WriteLine(
        $"| {rows}×{columns} | {name} | {Middle(times.Select(t => t.One)) * 1e3:G3} | {Middle(times.Zip(reference, (t, r) => t.One / r.One)):F0} | "
        + $"{Middle(times.Select(t => t.All)) * 1e3:G3} | {Middle(times.Zip(reference, (t, r) => t.All / r.All)):F0} | {(difference > 0 ? difference.ToString("E1") : "")} |");
}

// The transfer matrix and its products with all inputs: what a user of Crossbar.Runtime calls for an array that was not solved before.
static double[] Read(int rows, int columns, double[] conductances, ArrayResistances resistances, double[] voltages)
{
    var transfer = new double[rows * columns];
    TransferMatrix.Solve(rows, columns, conductances, resistances, transfer);
    var currents = new double[voltages.Length / rows * columns];
    for (var k = 0; k < voltages.Length; k++)
    {
        var line = currents.AsSpan(k / rows * columns, columns);
        TensorPrimitives.MultiplyAdd(transfer.AsSpan(k % rows * columns, columns), voltages[k], line, line);
    }
    return currents;
}

static double Median(Action action)
{
    var times = new double[9];
    foreach (ref var time in times.AsSpan())
    {
        var watch = Stopwatch.StartNew();
        action();
        time = watch.Elapsed.TotalSeconds;
    }
    return Middle(times);
}

static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

static double Difference(double[] theirs, double[] ours) => theirs.Zip(ours, (x, y) => Math.Abs(x - y) / y).Max();
