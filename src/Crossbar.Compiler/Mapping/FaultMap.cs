using Crossbar.Compiler.Data;

namespace Crossbar.Compiler.Mapping;

/// <summary>
/// Which cells of which arrays are known not to be programmable. A text file, a line per cell: array, row, column, <c>on</c> or
/// <c>off</c>, separated by commas; arrays are counted over the whole network in the report's order (with SignedInput a tile has two),
/// all from 0. Empty lines and lines that start with # do not count, nor does a line that says again what another one said.
/// </summary>
public sealed class FaultMap
{
    private const int MaxErrors = 20;

    private readonly string? _path;
    private readonly ILookup<int, StuckCell> _byArray;
    private readonly Dictionary<(int Array, int Row, int Column), FaultPlace> _places;

    private FaultMap(string? path, Dictionary<(int Array, int Row, int Column), FaultPlace> places)
    {
        (_path, _places) = (path, places);
        _byArray = places.OrderBy(p => p.Value.Line).ToLookup(p => p.Key.Array, p => new StuckCell(p.Key.Row, p.Key.Column, p.Value.IsOn));
    }

    /// <summary>A chip without faults.</summary>
    public static FaultMap Empty { get; } = new(null, []);

    /// <summary>The faults of one array.</summary>
    public ImmutableArray<StuckCell> Of(int array) => [.. _byArray[array]];

    /// <summary>Reads a file.</summary>
    /// <exception cref="CompilationException">
    /// It cannot be read, or a line is no cell (CBX0062); it contradicts itself (CBX0065); it is too long (CBX0018).
    /// </exception>
    public static FaultMap Read(string path)
    {
        string[] lines;
        try
        {
            lines = BoundedFile.ReadAllLines(path, "a fault map");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CompilationException(Descriptors.InvalidFaultMap, path, 0, e.Message);
        }

        var places = new Dictionary<(int, int, int), FaultPlace>();
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        for (var k = 0; k < lines.Length && errors.Count < MaxErrors; k++)
        {
            var line = lines[k].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var column = lines[k].IndexOf(line[0], StringComparison.Ordinal) + 1;
            if (Parse(line) is not { } cell)
                Report(Descriptors.InvalidFaultMap, k + 1, $"'{line}' is no cell; array,row,column,on or array,row,column,off is needed.");
            else if (!places.TryAdd(cell.Key, new FaultPlace(k + 1, column, cell.IsOn)) && places[cell.Key] is var first && first.IsOn != cell.IsOn)
                Report(Descriptors.ContradictoryFaults, cell.Key.Array, cell.Key.Row, cell.Key.Column, State(cell.IsOn), first.Line, State(first.IsOn));

            void Report(DiagnosticDescriptor descriptor, params object?[] arguments) =>
                errors.Add(Diagnostic.Create(descriptor, path, arguments) with { Line = k + 1, Column = column });
        }

        return errors.Count > 0 ? throw new CompilationException(errors.ToImmutable()) : new FaultMap(path, places);
    }

    /// <summary>Refuses cells of arrays that the chip does not have.</summary>
    /// <param name="arrays">How many it has.</param>
    /// <exception cref="CompilationException">There is such a cell (CBX0064).</exception>
    public void CheckArrays(int arrays)
    {
        var errors = _places.Keys.Where(cell => cell.Array >= arrays).OrderBy(cell => _places[cell].Line).Take(MaxErrors)
            .Select(cell => At(cell.Array, cell.Row, cell.Column, Diagnostic.Create(Descriptors.NoSuchArray, null, cell.Array, arrays, arrays - 1))).ToImmutableArray();
        if (!errors.IsEmpty)
            throw new CompilationException(errors);
    }

    /// <summary>A message with the place in the file that names a cell.</summary>
    internal Diagnostic At(int array, int row, int column, Diagnostic message) =>
        _places.TryGetValue((array, row, column), out var place) ? message with { File = _path, Line = place.Line, Column = place.Column } : message;

    private static string State(bool isOn) => isOn ? "on" : "off";

    private static ((int Array, int Row, int Column) Key, bool IsOn)? Parse(string line)
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

        return ((numbers[0], numbers[1], numbers[2]), fields[3] == "on");
    }
}
