using System.Diagnostics;
using System.Globalization;
using Crossbar.Benchmarks.Solver;
using Crossbar.Runtime.Circuits;
using Crossbar.Runtime.Devices;

// Usage: [--scipy CELLS] [--ngspice CELLS] [--seconds S] [--network] [--devices] [--fits]: the largest arrays that the peers get (0: none), and how long at least each of ours is measured (1.5); --network reads nothing but
// the arrays of ResNet-20 with the activations of one of its impressions; --devices converts arrays for many devices and wires, --fits estimates wires from currents, nothing else.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var scipyCells = Option("--scipy", 70_000);
var ngspiceCells = Option("--ngspice", 4096);
var atLeast = Array.IndexOf(args, "--seconds") is var seconds and >= 0 ? double.Parse(args[seconds + 1]) : 1.5;
if (args.Contains("--devices"))
{
    Devices.Measure();
    return;
}

if (args.Contains("--fits"))
{
    Fits.Measure();
    return;
}

if (args.Contains("--network"))
{
    NetworkReads.Run(scipyCells > 0);
    return;
}

var peak = PeakRate.Measure();
Console.WriteLine($"Peak rate of one core: {peak / 1e9:F0} Gflop/s. All times are of one core.\n");
Transfers();
Console.WriteLine();
Cores();
Console.WriteLine();
Nonlinear();

// The last one counts: what shortens a run stands behind the command of a document.
int Option(string name, int otherwise) => Array.LastIndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1]) : otherwise;

static double[] Conductances(int rows, int columns)
{
    var random = new Random(1);
    return [.. Enumerable.Range(0, rows * columns).Select(_ => 1 / 300e3 + random.NextDouble() * (1 / 15e3 - 1 / 300e3))];
}

// Best of many runs: other processes can only slow a run down.
double Best(Action action)
{
    var best = double.MaxValue;
    action();
    var total = Stopwatch.StartNew();
    do
    {
        var watch = Stopwatch.StartNew();
        action();
        best = Math.Min(best, watch.Elapsed.TotalSeconds);
    }
    while (total.Elapsed.TotalSeconds < atLeast);
    return best;
}

void Transfers()
{
    Console.WriteLine("| array | T, ms | Gflop | of peak | SciPy, ms | ratio | largest difference | ngspice, s | ratio |");
    Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
    foreach (var (rows, columns) in new[] { (27, 16), (144, 16), (288, 32), (64, 64), (128, 64), (128, 128), (576, 64), (256, 256), (800, 500), (2048, 16), (2048, 2048) })
    {
        var (cells, g) = (rows * columns, Conductances(rows, columns));
        var transfer = new double[cells];
        var own = Best(() => TransferMatrix.Solve(rows, columns, g, ArrayResistances.Default, transfer));
        var operations = TransferMatrix.CountOperations(rows, columns, ArrayResistances.Default);
        var line = $"| {rows}×{columns} | {own * 1e3:G3} | {operations / 1e9:G3} | {operations / own / peak:P0} |";
        if (cells <= scipyCells)
        {
            var (seconds, theirs) = Peers.SciPyTransfer(rows, columns, g);
            line += $" {seconds * 1e3:G3} | {seconds / own:F0} | {transfer.Zip(theirs, (x, y) => Math.Abs(x - y) / x).Max():E1} |";
        }
        else
        {
            line += " | | |";
        }
        if (cells <= ngspiceCells)
        {
            var seconds = Peers.Ngspice(rows, columns, g);
            line += $" {seconds:G3} | {seconds / own:F0} |";
        }
        else
        {
            line += " | |";
        }
        Console.WriteLine(line);
    }
}

void Cores()
{
    var g = Conductances(128, 128);
    var one = Best(() => SolveMany(1));
    var all = Best(() => SolveMany(Environment.ProcessorCount));
    Console.WriteLine($"16 arrays of 128×128: {one * 1e3:F1} ms on one core, {all * 1e3:F1} ms on {Environment.ProcessorCount} (ratio {one / all:F2}).");

    void SolveMany(int threads) => Parallel.For(
        0, 16, new ParallelOptions { MaxDegreeOfParallelism = threads },
        () => new double[g.Length],
        (_, _, transfer) =>
        {
            TransferMatrix.Solve(128, 128, g, ArrayResistances.Default, transfer);
            return transfer;
        },
        _ => { });
}

// The tiles of ResNet-20 cut to at most 128 rows, with as many positions as an image of 32×32 has; random conductances, half of the inputs 0.
void Nonlinear()
{
    const double Kappa = 2, Sense = 0.2;
    const int Sample = 2;
    Console.WriteLine("| tile | reads | tiles | κ = 2/V, ms per tile | µs per read | SciPy Newton, ms per read | ratio | largest difference, A |");
    Console.WriteLine("|---|---|---|---|---|---|---|---|");
    var image = 0.0;
    foreach (var (rows, columns, reads, tiles) in new[] { (27, 16, 1024, 1), (72, 16, 1024, 12), (72, 32, 256, 2), (96, 32, 256, 15), (96, 64, 64, 3), (116, 64, 64, 25) })
    {
        var g = Conductances(rows, columns);
        var random = new Random(2);
        var voltages = new double[reads * rows];
        foreach (ref var v in voltages.AsSpan())
            v = random.Next(2) * 0.4 * random.NextDouble();
        var currents = new double[reads * columns];
        var array = new NonlinearArray(rows, columns, g, ArrayResistances.Default, new SinhDevice(Kappa, Sense));
        var own = Best(() => array.Read(voltages, currents));
        image += tiles * own;
        var line = $"| {rows}×{columns} | {reads} | {tiles} | {own * 1e3:F1} | {own / reads * 1e6:F1} |";
        if (scipyCells > 0)
        {
            var (seconds, theirs) = Peers.SciPyNonlinear(rows, columns, g, voltages[..(Sample * rows)], Kappa, Sense);
            line += $" {seconds / Sample * 1e3:F0} | {seconds / Sample / (own / reads):F0} | {currents.Zip(theirs, (x, y) => Math.Abs(x - y)).Max():E1} |";
        }
        Console.WriteLine(line);
    }
    Console.WriteLine($"\nAll tiles of one image: {image:F2} s on one core (extrapolated from one tile of each shape).");
}
