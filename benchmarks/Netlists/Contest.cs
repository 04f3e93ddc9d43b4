using System.Diagnostics;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Compiler.Options;

namespace Crossbar.Benchmarks.Netlists;

/// <summary>Times what the writing of one model's netlists consists of, and copying the same bytes.</summary>
internal sealed class Contest
{
    private const int WarmUpRounds = 5;

    private readonly string _source;
    private readonly string _target;
    private readonly string _model;
    private readonly NetlistDialect _dialect;
    private readonly NetlistFile[] _files;
    private readonly string[] _names;
    private readonly int _rounds;

    /// <summary>Writes the netlists once, to be copied.</summary>
    /// <param name="root">An empty folder.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="dialect">The simulator.</param>
    /// <param name="files">The netlists.</param>
    /// <param name="rounds">Number of turns, in each of which every contender has its go.</param>
    public Contest(string root, string model, NetlistDialect dialect, NetlistFile[] files, int rounds)
    {
        _rounds = rounds;
        (_source, _target, _model, _dialect, _files) = (Path.Combine(root, "source"), Path.Combine(root, "target"), model, dialect, files);
        var watch = Stopwatch.StartNew();
        var (names, bytes) = NetlistFolder.Write(_source, _model, _dialect, _files);
        First = watch.Elapsed.TotalSeconds;
        (_names, Bytes) = ([.. names], bytes);
        Lines = _names.Where(name => !name.EndsWith(".svg", StringComparison.Ordinal)).Sum(name => (long)File.ReadAllBytes(Path.Combine(_source, name)).AsSpan().Count((byte)'\n'));
    }

    /// <summary>What the first writing took, in seconds.</summary>
    public double First { get; }

    /// <summary>Length of all files together.</summary>
    public long Bytes { get; }

    /// <summary>Number of lines of all netlists together.</summary>
    public long Lines { get; }

    /// <summary>The median times, in seconds, by the clock and of all cores in our own code, which other work on the machine changes less.</summary>
    public (string What, double Seconds, double UserSeconds)[] Run()
    {
        (string What, Action Work)[] contenders =
        [
            ("format into nowhere", () => NetlistFolder.Make(_dialect, _files, _ => Stream.Null)),
            ("write", Write),
            ("write, until the disk has it", () => Flushed(Write)),
            ("copy", Copy),
            ("copy on all cores", CopyInParallel),
            ("copy, until the disk has it", () => Flushed(Copy)),
        ];
        var times = contenders.Select(_ => new double[_rounds]).ToArray();
        var userTimes = contenders.Select(_ => new double[_rounds]).ToArray();
        using var process = Process.GetCurrentProcess();
        for (var round = -Math.Min(WarmUpRounds, _rounds); round < _rounds; round++)
        {
            for (var k = 0; k < contenders.Length; k++)
            {
                // All make new files, and nothing of what came before is left to be written back.
                if (Directory.Exists(_target))
                    Directory.Delete(_target, recursive: true);
                Disk.Flush(_source);
                process.Refresh();
                var before = process.UserProcessorTime;
                var watch = Stopwatch.StartNew();
                contenders[k].Work();
                if (round < 0)
                    continue;
                times[k][round] = watch.Elapsed.TotalSeconds;
                process.Refresh();
                userTimes[k][round] = (process.UserProcessorTime - before).TotalSeconds;
            }
        }

        Directory.Delete(_source, recursive: true);
        Directory.Delete(_target, recursive: true);
        return [.. contenders.Select((contender, k) => (contender.What, Median(times[k]), Median(userTimes[k])))];

        static double Median(double[] seconds) => seconds.Order().ElementAt(seconds.Length / 2);
    }

    private void Write() => NetlistFolder.Write(_target, _model, _dialect, _files);

    private void Copy()
    {
        Directory.CreateDirectory(_target);
        foreach (var name in _names)
            File.Copy(Path.Combine(_source, name), Path.Combine(_target, name));
    }

    private void CopyInParallel()
    {
        Directory.CreateDirectory(_target);
        Parallel.ForEach(_names, name => File.Copy(Path.Combine(_source, name), Path.Combine(_target, name)));
    }

    private void Flushed(Action work)
    {
        work();
        Disk.Flush(_target);
    }
}
