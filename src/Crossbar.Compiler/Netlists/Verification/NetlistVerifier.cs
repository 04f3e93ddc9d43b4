using System.Collections.Concurrent;
using System.Security.Cryptography;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Compiler.Netlists.Dialects;

namespace Crossbar.Compiler.Netlists.Verification;

/// <summary>
/// Runs a folder's decks through ngspice and compares with what the solver computed when they were written. An array that is beyond ngspice's
/// strength, or takes too long, is read back from its text and solved whole by the solver, and a block of it is simulated. Nothing counts as
/// agreement where all that is expected is 0.
/// </summary>
public sealed class NetlistVerifier
{
    /// <summary>Maximum number of nodes that a deck may have to be simulated as it is, with ngspice's own matrix solver: some seconds.</summary>
    public const int DefaultMaxNodes = 10_000;

    /// <summary>How long a deck may take, in seconds.</summary>
    public const int DefaultTimeLimit = 120;

    // KLU's fill-in grows far more slowly.
    private const int MoreWithKlu = 10;

    // Rows and columns of a sample: a tenth of a second.
    private const int SampleSide = 32;

    private readonly string _directory;
    private readonly NetlistIndex _index;
    private readonly Ngspice _ngspice;
    private readonly long _maxNodes;
    private readonly DiagnosticBag _diagnostics;

    private NetlistVerifier(string directory, NetlistIndex index, Ngspice ngspice, long? maxNodes, DiagnosticBag diagnostics)
    {
        _directory = directory;
        _index = index;
        _ngspice = ngspice;
        _maxNodes = maxNodes ?? (ngspice.HasKlu ? MoreWithKlu * DefaultMaxNodes : DefaultMaxNodes);
        _diagnostics = diagnostics;
    }

    /// <summary>Verifies a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="program">Name or path of ngspice.</param>
    /// <param name="maxNodes">Maximum number of nodes of a deck that is simulated as it is; null for what this ngspice does in some seconds.</param>
    /// <param name="timeLimit">How long a deck may take before it is ended and its array sampled or, of a layer or model, it counts as skipped, in seconds.</param>
    /// <param name="diagnostics">Receives an error for every deck that fails, and a warning for each that compares nothing.</param>
    /// <param name="progress">Told of the share of decks that are done, 0 to 1; null for nobody.</param>
    /// <returns>A row a deck, in the index's order.</returns>
    /// <exception cref="CompilationException">There is nothing to verify, a file was changed, or ngspice is missing.</exception>
    public static ImmutableArray<VerificationRow> Verify(
        string directory, string program, long? maxNodes, double timeLimit, DiagnosticBag diagnostics, IProgress<double>? progress = null)
    {
        var index = ReadIndex(directory);
        CheckFiles(directory, index, diagnostics);
        diagnostics.ThrowIfErrors();
        return new NetlistVerifier(Path.GetFullPath(directory), index, new Ngspice(program, TimeSpan.FromSeconds(timeLimit)), maxNodes, diagnostics).Run(progress);
    }

    private static NetlistIndex ReadIndex(string directory)
    {
        try
        {
            if (!Directory.Exists(directory))
                throw new CompilationException(Descriptors.NoNetlists, directory, "the folder does not exist.");
            var index = NetlistIndex.Read(directory)
                ?? throw new CompilationException(Descriptors.NoNetlists, directory, $"it has no {NetlistIndex.File} of this project.");
            return index.Dialect == NetlistDialect.Ngspice
                ? index
                : throw new CompilationException(Descriptors.NetlistDialectUnverified, Path.Combine(directory, NetlistIndex.File), index.Dialect);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.NoNetlists, directory, e.Message);
        }
    }

    private static void CheckFiles(string directory, NetlistIndex index, DiagnosticBag diagnostics)
    {
        foreach (var entry in index.Entries)
        {
            var path = Path.Combine(directory, entry.File);
            if (!File.Exists(path))
            {
                diagnostics.Report(Descriptors.NetlistMissing, path);
                continue;
            }

            using var stream = File.OpenRead(path);
            if (Convert.ToHexString(SHA256.HashData(stream)) != entry.Hash)
                diagnostics.Report(Descriptors.NetlistChanged, path);
        }
    }

    private ImmutableArray<VerificationRow> Run(IProgress<double>? progress)
    {
        var decks = _index.Entries.Where(e => e.Kind is NetlistKind.ArrayDeck or NetlistKind.LayerDeck or NetlistKind.FunctionDeck or NetlistKind.ModelDeck).ToArray();
        var rows = new (VerificationRow Row, Diagnostic? Finding)[decks.Length];
        var done = 0;
        // The largest first, so that no core is left alone with one; never more processes than cores, whatever the thread pool thinks of waiting.
        var order = Partitioner.Create(Enumerable.Range(0, decks.Length).OrderByDescending(k => decks[k].Nodes), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(order, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, k =>
        {
            try
            {
                rows[k] = Verify(decks[k]);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                var path = Path.Combine(_directory, decks[k].File);
                rows[k] = (new VerificationRow(decks[k].File, decks[k].Nodes, null, null, 0, "failed"), Diagnostic.Create(Descriptors.SimulationFailed, path, e.Message));
            }

            progress?.Report(Interlocked.Increment(ref done) / (double)decks.Length);
        });
        foreach (var (_, finding) in rows)
        {
            if (finding is not null)
                _diagnostics.Report(finding);
        }

        return [.. rows.Select(r => r.Row)];
    }

    private (VerificationRow Row, Diagnostic? Finding) Verify(NetlistEntry entry)
    {
        var path = Path.Combine(_directory, entry.File);
        var deck = File.ReadAllText(path);
        var expected = DeckExpectations.Read(deck);
        var reason = string.Create(CultureInfo.InvariantCulture, $"more than {_maxNodes} nodes");
        if (entry.Nodes <= _maxNodes)
        {
            var simulated = _ngspice.Run(deck, _directory);
            if (!simulated.TimedOut)
                return Judge(entry.File, path, entry.Nodes, expected, simulated, "ok");
            reason = string.Create(CultureInfo.InvariantCulture, $"not done after {simulated.Seconds:F0} s");
        }

        return entry.Kind == NetlistKind.ArrayDeck
            ? Sample(entry, path, deck, expected, reason)
            : (new VerificationRow(entry.File, entry.Nodes, null, null, expected.Tolerance.Limit, $"skipped: {reason}; its arrays are verified one by one"), null);
    }

    private (VerificationRow Row, Diagnostic? Finding) Sample(NetlistEntry entry, string path, string deck, DeckExpectations expected, string reason)
    {
        var devices = Path.Combine(_directory, DeviceLibrary.File);
        var array = ArrayFile.Read(
            File.ReadAllText(Path.ChangeExtension(path, ".inc")), deck, File.ReadAllText(Path.Combine(_directory, NetlistParameters.File)),
            File.Exists(devices) ? File.ReadAllText(devices) : null);
        // What law it was written for is not in its text.
        if (array.Cells.Cell == NetlistCell.Custom)
            return (new VerificationRow(entry.File, entry.Nodes, null, null, expected.Tolerance.Limit, $"skipped: {reason}; its cells are not ours, to be solved"), null);
        var currents = array.Solve();
        // Expectations are by column, solutions by test vector.
        ImmutableArray<(string, double)> solved =
            [.. expected.Values.Select((v, k) => (v.Signal, currents[(k % array.VectorCount * array.Columns) + (k / array.VectorCount)]))];
        var whole = expected.Worst(solved);
        if (whole is null || !(whole.Relative <= expected.Tolerance.Limit))
            return Judge(entry.File, path, entry.Nodes, expected, new SimulationResult(solved, 0, null), "");
        if (ArrayBlock.Choose(array, SampleSide, SampleSide) is not { } block)
            return Empty(entry.File, path, entry.Nodes, null, expected.Tolerance.Limit, $"not simulated: {reason}, and no device is driven");
        var part = array.Part(block);
        var circuit = part.ToCircuit();
        var text = Text(circuit, part);
        var nodes = ArraySubcircuit.CountNodes(part.Rows, part.Columns, part.Conductances, circuit.Resistances, part.Cells) + part.Rows + part.Columns;
        var place = block.IsFull ? "" : string.Create(CultureInfo.InvariantCulture, $" from row {block.FirstRow}, column {block.FirstColumn}, {block.Devices} devices");
        var result = string.Create(CultureInfo.InvariantCulture, $"sampled {part.Rows}x{part.Columns} of {array.Rows}x{array.Columns}{place}: {reason}");
        return Judge(entry.File, path, nodes, DeckExpectations.Read(text), _ngspice.Run(text, _directory), result);
    }

    private static string Text(ArrayCircuit circuit, ArrayFile array)
    {
        var bench = ArrayNetlists.Bench(circuit, array.Cells, new NetlistHeader([]));
        using var stream = new MemoryStream();
        using var text = new NetlistText(stream);
        DialectWriter.For(NetlistDialect.Ngspice, text).Write(bench with
        {
            Includes = [],
            Parameters = [.. array.Parameters.Select(p => new Parameter(p.Key, p.Value))],
            Models = DeviceLibrary.Models(array.Cells),
            Subcircuits = [.. DeviceLibrary.Subcircuits(array.Cells), .. ArrayNetlists.Library(circuit, array.Cells, new NetlistHeader([])).Subcircuits],
        });
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static (VerificationRow Row, Diagnostic? Finding) Judge(
        string file, string path, long nodes, DeckExpectations expected, SimulationResult simulated, string result)
    {
        var limit = expected.Tolerance.Limit;
        if (simulated.TimedOut)
            return (new VerificationRow(file, nodes, null, null, limit, string.Create(CultureInfo.InvariantCulture, $"skipped: not done after {simulated.Seconds:F0} s")), null);
        var worst = simulated.Failure is null ? expected.Worst(simulated.Values) : null;
        if (worst is null)
        {
            var reason = simulated.Failure ?? $"it printed {simulated.Values.Length} of {expected.Values.Length} signals.";
            return (new VerificationRow(file, nodes, simulated.Seconds, null, limit, "failed"), Diagnostic.Create(Descriptors.SimulationFailed, path, reason));
        }

        if (worst.Relative <= limit && expected.IsZero)
            return Empty(file, path, nodes, simulated.Seconds, limit, "nothing compared: all that is expected is 0");
        return worst.Relative <= limit
            ? (new VerificationRow(file, nodes, simulated.Seconds, worst.Relative, limit, result), null)
            : (new VerificationRow(file, nodes, simulated.Seconds, worst.Relative, limit, "differs"),
                Diagnostic.Create(Descriptors.NetlistDiffers, path, worst.Signal, worst.Simulated, worst.Expected, worst.Relative, limit));
    }

    private static (VerificationRow Row, Diagnostic? Finding) Empty(string file, string path, long nodes, double? seconds, double limit, string result) =>
        (new VerificationRow(file, nodes, seconds, null, limit, result), Diagnostic.Create(Descriptors.NothingCompared, path));
}
