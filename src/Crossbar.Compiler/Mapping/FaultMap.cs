using System.Collections.Immutable;
using System.Globalization;
using Crossbar.Compiler.Diagnostics;

namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Which cells of which arrays are known not to be programmable. A text file, a line a cell: array, row, column, <c>on</c> or
/// <c>off</c>, separated by commas; arrays are counted over the whole network in the report's order (with SignedInput a tile has two),
/// all from 0. Empty lines and lines that start with # do not count.
/// </summary>
public sealed class FaultMap
{
    private readonly ILookup<int, StuckCell> _byArray;

    private FaultMap(IEnumerable<(int Array, StuckCell Cell)> cells) => _byArray = cells.ToLookup(c => c.Array, c => c.Cell);

    /// <summary>A chip without faults.</summary>
    public static FaultMap Empty { get; } = new([]);

    /// <summary>The faults of one array.</summary>
    public ImmutableArray<StuckCell> Of(int array) => [.. _byArray[array]];

    /// <summary>Reads a file.</summary>
    /// <exception cref="CompilationException">It cannot be read, or a line is no cell (CBX0062).</exception>
    public static FaultMap Read(string path)
    {
        var cells = new List<(int, StuckCell)>();
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.InvalidFaultMap, path, 0, e.Message);
        }

        for (var k = 0; k < lines.Length; k++)
        {
            var line = lines[k].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            cells.Add(Parse(line) ?? throw new CompilationException([Diagnostic.Create(
                Descriptors.InvalidFaultMap, path, k + 1, $"'{line}' is no cell; array,row,column,on or array,row,column,off is needed.") with { Line = k + 1, Column = 1 }]));
        }

        return new FaultMap(cells);
    }

    private static (int Array, StuckCell Cell)? Parse(string line)
    {
        var fields = line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length != 4 || !(fields[3] is "on" or "off"))
            return null;
        var numbers = new int[3];
        for (var k = 0; k < numbers.Length; k++)
        {
            if (!int.TryParse(fields[k], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[k]))
                return null;
        }

        return (numbers[0], new StuckCell(numbers[1], numbers[2], fields[3] == "on"));
    }
}
