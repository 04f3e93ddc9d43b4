using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Crossbar.Benchmarks.Solver;

namespace Crossbar.Benchmarks.Comparison;

/// <summary>One array in the files that the peers read, and the peers.</summary>
internal sealed class PeerFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("crossbar-comparison").FullName;
    private (int Rows, int Columns) size;

    /// <summary>Writes an array: conductances in siemens, lines of voltages in volt, and lines of pulses (0 or 0.2 V) for peers that know no others.</summary>
    public void Write(int rows, int columns, double[] conductances, double[] voltages, double[] pulses)
    {
        size = (rows, columns);
        Keep("conductances", conductances, columns);
        Keep("voltages", voltages, rows);
        Keep("pulses", pulses, rows);
    }

    /// <summary>What a peer in Python makes of it: seconds for one input and for all, and the column currents of all (ampere).</summary>
    public (double One, double All, double[] Currents) Solve(string peer, string source, bool pulses)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "peers.py"), peer, source, $"{size.Rows}", $"{size.Columns}",
            At("conductances.bin"), At(pulses ? "pulses.bin" : "voltages.bin"), At("currents.bin"),
        ];
        var times = PeerProcess.Run(PeerProcess.Python, arguments).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries)[^2..];
        var currents = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(At("currents.bin"))).ToArray();
        return (double.Parse(times[0], CultureInfo.InvariantCulture), double.Parse(times[1], CultureInfo.InvariantCulture), currents);
    }

    /// <summary>The whole process of <c>crossbar solve</c> on the CSV files: seconds, and all column currents (ampere).</summary>
    public (double Seconds, double[] Currents) Tool()
    {
        var watch = Stopwatch.StartNew();
        var text = PeerProcess.Run("crossbar", "solve", "--conductances", At("conductances.csv"), "--voltages", At("voltages.csv"));
        var seconds = watch.Elapsed.TotalSeconds;
        return (seconds, [.. text.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(x => double.Parse(x, CultureInfo.InvariantCulture))]);
    }

    /// <summary>The whole process of ngspice for the first input: seconds, and its column currents (ampere).</summary>
    public (double Seconds, double[] Currents) Ngspice(double[] conductances, double[] voltages)
    {
        var deck = new StringBuilder("* crossbar\n");
        for (var i = 0; i < size.Rows; i++)
        {
            deck.Append(CultureInfo.InvariantCulture, $"V{i} s{i} 0 {voltages[i]:R}\nRi{i} s{i} t{i}_0 1\n");
            for (var j = 0; j < size.Columns; j++)
            {
                deck.Append(CultureInfo.InvariantCulture, $"Rg{i}_{j} t{i}_{j} b{i}_{j} {1 / conductances[i * size.Columns + j]:R}\n");
                if (j + 1 < size.Columns)
                    deck.Append(CultureInfo.InvariantCulture, $"Rt{i}_{j} t{i}_{j} t{i}_{j + 1} 1\n");
                deck.Append(CultureInfo.InvariantCulture, $"Rb{i}_{j} b{i}_{j} {(i + 1 < size.Rows ? $"b{i + 1}_{j}" : $"o{j}")} 1\n");
            }
        }
        for (var j = 0; j < size.Columns; j++)
            deck.Append(CultureInfo.InvariantCulture, $"Vo{j} o{j} 0 0\n");
        deck.Append(".control\nset numdgt=15\nop\n");
        for (var j = 0; j < size.Columns; j++)
            deck.Append(CultureInfo.InvariantCulture, $"print i(Vo{j})\n");
        File.WriteAllText(At("deck.cir"), deck.Append("quit\n.endc\n.end\n").ToString());
        var watch = Stopwatch.StartNew();
        var text = PeerProcess.Run("ngspice", "-b", At("deck.cir"));
        var seconds = watch.Elapsed.TotalSeconds;
        var currents = new double[size.Columns];
        foreach (Match match in Regex.Matches(text, @"i\(vo(\d+)\) = (\S+)", RegexOptions.IgnoreCase))
            currents[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)] = double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        return (seconds, currents);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string At(string name) => Path.Combine(folder, name);

    private void Keep(string name, double[] values, int width)
    {
        File.WriteAllBytes(At(name + ".bin"), MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        File.WriteAllLines(At(name + ".csv"), values.Chunk(width).Select(line => string.Join(',', line.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))));
    }
}
