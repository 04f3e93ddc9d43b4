using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Crossbar.Benchmarks.Solver;

/// <summary>The same circuits solved by others.</summary>
internal static class Peers
{
    /// <summary>SciPy's SuperLU: seconds for T, and T.</summary>
    public static (double Seconds, double[] Transfer) SciPyTransfer(int rows, int columns, double[] conductances)
    {
        var result = new double[conductances.Length];
        return (SciPy("transfer", rows, columns, [conductances], result, ""), result);
    }

    /// <summary>SciPy's SuperLU in Newton's method: seconds for all inputs, and their column currents.</summary>
    public static (double Seconds, double[] Currents) SciPyNonlinear(
        int rows, int columns, double[] conductances, double[] voltages, double kappa, double sense)
    {
        var result = new double[voltages.Length / rows * columns];
        return (SciPy("nonlinear", rows, columns, [conductances, voltages], result, string.Create(CultureInfo.InvariantCulture, $"{kappa} {sense}")), result);
    }

    /// <summary>ngspice: seconds of the whole process for one input.</summary>
    public static double Ngspice(int rows, int columns, double[] conductances)
    {
        var deck = new StringBuilder("* crossbar\n");
        for (var i = 0; i < rows; i++)
            deck.Append(CultureInfo.InvariantCulture, $"V{i} s{i} 0 0.2\nRi{i} s{i} t{i}_0 1\n");
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                deck.Append(CultureInfo.InvariantCulture, $"Rg{i}_{j} t{i}_{j} b{i}_{j} {1 / conductances[i * columns + j]:R}\n");
                if (j + 1 < columns)
                    deck.Append(CultureInfo.InvariantCulture, $"Rt{i}_{j} t{i}_{j} t{i}_{j + 1} 1\n");
                var below = i + 1 < rows ? $"b{i + 1}_{j}" : $"o{j}";
                deck.Append(CultureInfo.InvariantCulture, $"Rb{i}_{j} b{i}_{j} {below} 1\n");
            }
        }
        for (var j = 0; j < columns; j++)
            deck.Append(CultureInfo.InvariantCulture, $"Vo{j} o{j} 0 0\n");
        deck.Append(".control\nop\nprint i(Vo0)\nquit\n.endc\n.end\n");
        var file = Path.GetTempFileName();
        File.WriteAllText(file, deck.ToString());
        var watch = Stopwatch.StartNew();
        PeerProcess.Run("ngspice", "-b", file);
        var seconds = watch.Elapsed.TotalSeconds;
        File.Delete(file);
        return seconds;
    }

    private static double SciPy(string kind, int rows, int columns, double[][] inputs, double[] result, string rest)
    {
        var folder = Directory.CreateTempSubdirectory("crossbar-benchmark");
        var files = new List<string>();
        foreach (var input in inputs)
        {
            files.Add(Path.Combine(folder.FullName, $"{files.Count}.bin"));
            File.WriteAllBytes(files[^1], MemoryMarshal.AsBytes(input.AsSpan()).ToArray());
        }
        var output = Path.Combine(folder.FullName, "result.bin");
        var script = Path.Combine(AppContext.BaseDirectory, "peers.py");
        var seconds = double.Parse(
            PeerProcess.Run(PeerProcess.Python, [script, kind, $"{rows}", $"{columns}", .. files, output, .. rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)]),
            CultureInfo.InvariantCulture);
        MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(output)).CopyTo(result);
        folder.Delete(recursive: true);
        return seconds;
    }
}
