using Crossbar.Compiler.Devices;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Bench;

/// <summary>
/// A matrix as arrays: what they are to transfer, what is to be programmed, an index of their lines, and how their column currents become the
/// matrix's products (docs/bench.md).
/// </summary>
public static class MatrixFolder
{
    private const string Name = "matrix";
    private const string DecodeFile = "decode.csv";
    private const string Conductances = "conductances";
    private const string Target = "target";

    private static readonly ImmutableArray<OutputForm> Forms = [BenchText.Form];

    /// <summary>Makes sure, before there is work, that a folder can have the files.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="run">The files of the run.</param>
    /// <exception cref="CompilationException">It has a file of somebody else, or something that is no file (CBX0011, CBX0012, CBX0013).</exception>
    public static void Check(string directory, RunFiles run) =>
        OutputFolder.Check(directory, Name, run, Forms, BenchIndex.File, DecodeFile, $"{Conductances}.csv", $"{Target}.csv");

    /// <summary>Writes all files, or none.</summary>
    /// <param name="directory">The folder, made if need be.</param>
    /// <param name="network">The compiled matrix (<see cref="MatrixNetwork"/>).</param>
    /// <param name="run">The files of the run.</param>
    /// <returns>The arrays.</returns>
    /// <exception cref="CompilationException">The folder cannot be written to (CBX0010), or something else is in the way (CBX0011, CBX0012, CBX0013).</exception>
    public static ImmutableArray<BenchEntry> Write(string directory, CompiledNetwork network, RunFiles run)
    {
        ArgumentNullException.ThrowIfNull(network);
        // The converters of a network are no part of a matrix.
        var arrays = BenchFolder.Arrays(network).Select(pair => (Entry: pair.Entry with { Tolerance = default }, pair.Array)).ToArray();
        var entries = arrays.Select(pair => pair.Entry with { File = NameOf(Conductances, pair.Entry, arrays.Length) }).ToImmutableArray();
        OutputFolder.Guard(directory, () =>
        {
            using var folder = new OutputFolder(directory, Name, run, Forms);
            foreach (var (entry, array) in entries.Zip(arrays.Select(pair => pair.Array)))
            {
                folder.Write(entry.File, BenchText.HeaderOfWeights(
                    ["What to program, in siemens: a line per word line, a field per bit line", .. CellRemark.HeaderOf(network.Design.Hardware)]) + BenchFolder.Cells(array, entry.Half, isExact: true));
                folder.Write(NameOf(Target, entry, arrays.Length), BenchText.HeaderOfWeights("What is to be transferred, in siemens: current of a bit line for 1 V at a word line alone") + Targets(array, entry.Half));
            }

            folder.Write(BenchIndex.File, BenchIndex.Write(BenchText.HeaderOfWeights("The arrays; docs/bench.md says what is in each column"), entries));
            folder.Write(DecodeFile, BenchText.HeaderOfWeights(
                "An output is the sum over its lines: factor times the current of that column of that file, in ampere,",
                "or, where the column is 'inputs', times the sum of the voltages of its rows, in volt") + Decoding(entries.Zip(arrays.Select(pair => pair.Array))));
            folder.Commit();
        });
        return entries;
    }

    private static string NameOf(string kind, BenchEntry entry, int arrays) => arrays == 1
        ? $"{kind}.csv"
        : string.Create(CultureInfo.InvariantCulture, $"{kind}_tile{entry.Tile:D3}{(entry.Half == 0 ? "" : "_array1")}.csv");

    private static string Targets(ProgrammedArray array, int half)
    {
        var (rows, columns) = (array.Layout.RowCount, array.Layout.BitLines);
        var text = new StringBuilder();
        for (var k = half * rows * columns; k < (half + 1) * rows * columns; k++)
            text.Append(CultureInfo.InvariantCulture, $"{array.TargetOf(k)}").Append((k + 1) % columns == 0 ? '\n' : ',');
        return text.ToString();
    }

    private static string Decoding(IEnumerable<(BenchEntry Entry, ProgrammedArray Array)> arrays)
    {
        var text = new StringBuilder("file,column,output,factor\n");
        foreach (var (entry, array) in arrays)
        {
            var layout = array.Layout;
            for (var bitLine = 0; bitLine < layout.BitLines; bitLine++)
            {
                if (layout.RoleOf(layout.LineOf(bitLine)) is not { } line)
                    continue;
                var sign = line.IsSubtracted ? -1 : 1;
                for (var j = 0; j < layout.OutputCount; j++)
                {
                    if (line.Output is null || line.Output == j)
                        Add(entry, bitLine.ToString(CultureInfo.InvariantCulture), OutputOf(array, j), (entry.Half == 0 ? sign : -sign) / array.ScaleOf(j));
                }
            }

            for (var j = 0; array.HasDigitalOffset && j < layout.OutputCount; j++)
                Add(entry, "inputs", OutputOf(array, j), -array.DigitalOffsetOf(j) / array.ScaleOf(j));
        }

        return text.ToString();

        static int OutputOf(ProgrammedArray array, int column) => array.Order.OutputOf(array.FirstOutput + column).Output;

        void Add(BenchEntry entry, string column, int output, double factor) => text.Append(CultureInfo.InvariantCulture, $"{entry.File},{column},{output},{factor:R}\n");
    }
}
