using System.Globalization;
using Crossbar.Benchmarks.Build;

// What a CrossbarModel costs a build: dotnet run -c Release --project benchmarks/Build [ROUNDS], after bash build/pack.sh.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
var root = Directory.CreateTempSubdirectory("crossbar-benchmark-");
try
{
    var without = new Project(root.FullName, "Without", "");
    var with = new Project(root.FullName, "With", """<CrossbarModel Include="ResNet20.onnx" CalibrationData="ResNet20-impressions.npz" />""");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"first build without {without.Build():F2} s, with the item {with.Build():F2} s (restore and compile of ResNet20 included)"));
    Console.WriteLine();
    Console.WriteLine("| second builds | without the item | with it | difference |");
    Console.WriteLine("|---|---|---|---|");
    Compare("nothing changed", () => { });
    Compare("Program.cs changed", () =>
    {
        without.Edit();
        with.Edit();
    });

    // In turns, so that whatever else the machine does meets both alike.
    void Compare(string what, Action prepare)
    {
        var (a, b) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            prepare();
            a.Add(without.Build("--no-restore"));
            b.Add(with.Build("--no-restore"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {Median(a):F2} s | {Median(b):F2} s | {Median([.. b.Zip(a, (y, x) => y - x)]):F2} s |"));
    }
}
finally
{
    root.Delete(recursive: true);
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
