using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Decks;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>
/// The circuit of one array (docs/netlists.md): R_in, word lines, cells, bit lines, R_out between the ports in_i and out_j. Where a
/// resistance is zero the two nodes are one, because a simulator divides by every resistor.
/// </summary>
internal sealed class ArraySubcircuit
{
    private readonly ReadOnlyMemory<double> _conductances;
    private readonly ArrayResistances _resistances;
    private readonly CellDesign _cells;
    private readonly int _rows;
    private readonly int _columns;

    private ArraySubcircuit(int rows, int columns, ReadOnlyMemory<double> conductances, ArrayResistances resistances, CellDesign cells) =>
        (_rows, _columns, _conductances, _resistances, _cells) = (rows, columns, conductances, resistances, cells);

    /// <summary>The subcircuit of an array.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Number of word lines M.</param>
    /// <param name="columns">Number of bit lines N.</param>
    /// <param name="conductances">[M, N], in siemens.</param>
    /// <param name="resistances">The wires.</param>
    /// <param name="cells">What the cells are.</param>
    public static Subcircuit Make(string name, int rows, int columns, ReadOnlyMemory<double> conductances, ArrayResistances resistances, CellDesign cells) =>
        new(name, Ports(rows, columns), new ArraySubcircuit(rows, columns, conductances, resistances, cells).Body());

    /// <summary>The number of nodes inside.</summary>
    public static long CountNodes(int rows, int columns, ReadOnlySpan<double> conductances, ArrayResistances resistances, CellDesign cells)
    {
        var word = rows * OfLine(columns, resistances.WordLine, resistances.Input, resistances.DriveEnds);
        var bit = columns * OfLine(rows, resistances.BitLine, resistances.Output, resistances.SenseEnds);
        var placed = CountCells(conductances);
        // A memristor has its state and the source that sets it.
        return word + bit + (resistances.Access == 0 ? 0 : placed) + (cells.HasState ? 2 * placed : 0);

        // A node that is one with a source or a ground is not inside.
        static long OfLine(int length, double segment, double end, LineEnds ends) =>
            (segment == 0 ? 1 : length) - (end > 0 ? 0 : ends == LineEnds.Both && segment > 0 && length > 1 ? 2 : 1);
    }

    /// <summary>The number of cells that are placed: a place without a device has none, and neither has a device that does not conduct.</summary>
    public static long CountCells(ReadOnlySpan<double> conductances)
    {
        long placed = 0;
        foreach (var conductance in conductances)
            placed += IsPlaced(conductance) ? 1 : 0;
        return placed;
    }

    // A resistor of 1/g must be a number.
    private static bool IsPlaced(double conductance) => double.IsFinite(1 / conductance);

    private static Name[] Ports(int rows, int columns) =>
        [.. Enumerable.Range(0, rows).Select(i => new Name("in", i)), .. Enumerable.Range(0, columns).Select(j => new Name("out", j))];

    private IEnumerable<Element> Body() => Inputs().Concat(WordLines()).Concat(Cells()).Concat(BitLines()).Concat(Outputs()).Concat(Capacitors());

    private IEnumerable<Element> Inputs()
    {
        if (_resistances.Input == 0)
            yield break;
        yield return Column(0, "in", Top(isFirst: true, isLast: false), NetlistParameters.InputResistance);
        if (_resistances.DriveEnds == LineEnds.Both)
            yield return Column(_columns - 1, "infar", Top(isFirst: _columns == 1, isLast: true), NetlistParameters.FarInputResistance);

        ElementGrid Column(int column, string name, Name node, string resistance) =>
            new(0, _rows, [new GridRun(column, 1, [new Resistor(new Name(name, Place.Row), new Name("in", Place.Row), node, resistance)])]);
    }

    private IEnumerable<Element> WordLines()
    {
        if (_resistances.WordLine > 0)
            yield return new ElementGrid(0, _rows, Runs(_columns - 1, Segment));

        ImmutableArray<Element> Segment(bool isFirst, bool isLast)
        {
            var next = isLast && IsSource(isFirst: false, isLast) ? new Name("in", Place.Row) : new Name("t", Place.Row, Place.NextColumn);
            return [new Resistor(new Name("t", Place.Row, Place.Column), Top(isFirst, isLast: false), next, NetlistParameters.WordLineResistance)];
        }
    }

    private IEnumerable<Element> Cells()
    {
        if (_cells.Access == NetlistAccess.Mosfet && _resistances.Access > 0)
            yield return new VoltageSource("gate", "gate", Name.Ground, NetlistParameters.GateVoltage);
        var values = Values();
        foreach (var (first, count) in Parts(_rows))
        {
            var bottom = Bottom(first == 0, first + count == _rows);
            yield return new ElementGrid(first, count, Runs(_columns, (isFirst, isLast) => Cell(Top(isFirst, isLast), bottom))) { Values = values, ValueColumns = _columns, ValuesPerPlace = values.Length / (_rows * _columns) };
        }
    }

    private IEnumerable<Element> BitLines()
    {
        if (_resistances.BitLine == 0 || _rows == 1)
            yield break;
        foreach (var (first, count) in Parts(_rows - 1))
        {
            var next = first + count == _rows - 1 && _resistances.Output == 0 ? new Name("out", Place.Column) : new Name("b", Place.NextRow, Place.Column);
            yield return new ElementGrid(first, count, [new GridRun(0, _columns,
                [new Resistor(new Name("b", Place.Row, Place.Column), Bottom(first == 0, isLast: false), next, NetlistParameters.BitLineResistance)])]);
        }
    }

    private IEnumerable<Element> Outputs()
    {
        if (_resistances.Output == 0)
            yield break;
        yield return Row(_rows - 1, "out", Bottom(isFirst: false, isLast: true), NetlistParameters.OutputResistance);
        if (_resistances.SenseEnds == LineEnds.Both)
            yield return Row(0, "outfar", Bottom(isFirst: true, isLast: _rows == 1), NetlistParameters.FarOutputResistance);

        ElementGrid Row(int row, string name, Name node, string resistance) =>
            new(row, 1, [new GridRun(0, _columns, [new Resistor(new Name(name, Place.Column), node, new Name("out", Place.Column), resistance)])]);
    }

    // At every place of a row and a column, with a device or without: the wires run past it.
    private IEnumerable<Element> Capacitors()
    {
        var (row, column) = (_cells.Capacitances.WordLine > 0, _cells.Capacitances.BitLine > 0);
        foreach (var (first, count) in row || column ? Parts(_rows) : [])
        {
            var bottom = Bottom(first == 0, first + count == _rows);
            yield return new ElementGrid(first, count, Runs(_columns, (isFirst, isLast) =>
            [
                .. row ? [Of("t", Top(isFirst, isLast), NetlistParameters.RowCapacitance)] : ImmutableArray<Element>.Empty,
                .. column ? [Of("b", bottom, NetlistParameters.ColumnCapacitance)] : ImmutableArray<Element>.Empty,
            ]));
        }

        static Capacitor Of(string line, Name node, string capacitance) => new(new Name(line, Place.Row, Place.Column), node, Name.Ground, capacitance);
    }

    // The first and the last of a line may have other nodes than the rest.
    private static IEnumerable<(int First, int Count)> Parts(int length)
    {
        if (length > 0)
            yield return (0, 1);
        if (length > 2)
            yield return (1, length - 2);
        if (length > 1)
            yield return (length - 1, 1);
    }

    private static ImmutableArray<GridRun> Runs(int columns, Func<bool, bool, ImmutableArray<Element>> elements) =>
        [.. Parts(columns).Select(part => new GridRun(part.First, part.Count, elements(part.First == 0, part.First + part.Count == columns)))];

    // What stands in a cell's line: a resistance, or the conductance of other memristors, with the coefficients of its law where each has its own.
    private double[] Values()
    {
        var conductances = _conductances.Span;
        if (_cells.CoefficientCount > 0)
            return WithCoefficients(conductances, _cells.Device!.CoefficientsOf(conductances.ToArray()), _cells.CoefficientCount);
        var values = new double[conductances.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = !IsPlaced(conductances[k]) ? double.NaN : _cells.Cell == NetlistCell.Resistor ? 1 / conductances[k] : conductances[k];
        return values;
    }

    private static double[] WithCoefficients(ReadOnlySpan<double> conductances, double[] coefficients, int count)
    {
        var values = new double[conductances.Length * (1 + count)];
        for (var k = 0; k < conductances.Length; k++)
        {
            values[k * (1 + count)] = IsPlaced(conductances[k]) ? conductances[k] : double.NaN;
            coefficients.AsSpan(k * count, count).CopyTo(values.AsSpan((k * (1 + count)) + 1));
        }

        return values;
    }

    private ImmutableArray<Element> Cell(Name top, Name bottom)
    {
        if (_resistances.Access == 0)
            return [Memristor(top, bottom)];
        var middle = new Name("m", Place.Row, Place.Column);
        var access = new Name("a", Place.Row, Place.Column);
        return
        [
            Memristor(top, middle),
            _cells.Access == NetlistAccess.Mosfet
                ? new Transistor(access, middle, "gate", bottom, Name.Ground, DeviceLibrary.AccessTransistor)
                : new Resistor(access, middle, bottom, NetlistParameters.AccessResistance),
        ];
    }

    private Element Memristor(Name top, Name bottom)
    {
        var name = new Name("g", Place.Row, Place.Column);
        return _cells.Cell switch
        {
            NetlistCell.Nonlinear when _cells.HasLaw => new Instance(name, [top, bottom], DeviceLibrary.Cell)
            {
                Parameters = [new Parameter("g", Place.Value), .. CellLaw.Coefficients(_cells.CoefficientCount).Select(c => new Parameter(c, Place.Value))],
            },
            NetlistCell.Nonlinear => new BehaviouralCurrent(name, top, bottom,
                $"{Place.ValueMark}*{NetlistParameters.SenseVoltage}/sinh({NetlistParameters.Nonlinearity}*{NetlistParameters.SenseVoltage})*sinh({NetlistParameters.Nonlinearity}*V({top},{bottom}))"),
            NetlistCell.Custom => new Instance(name, [top, bottom], _cells.Custom!.Name) { Parameters = [new Parameter("g", Place.Value)] },
            NetlistCell.Memristor => new Instance(name, [top, bottom], DeviceLibrary.Memristor) { Parameters = [new Parameter("g", Place.Value)] },
            _ => new Resistor(name, top, bottom, Place.Value),
        };
    }

    private bool IsSource(bool isFirst, bool isLast) =>
        _resistances.Input == 0 && (isFirst || _resistances.WordLine == 0 || (isLast && _resistances.DriveEnds == LineEnds.Both));

    // The node that t[i, 0], t[i, N-1] or another t[i, j] of a place's row is.
    private Name Top(bool isFirst, bool isLast) => IsSource(isFirst, isLast) ? new Name("in", Place.Row)
        : isFirst || _resistances.WordLine == 0 ? new Name("t", Place.Row, 0)
        : new Name("t", Place.Row, Place.Column);

    // The node that b[0, j], b[M-1, j] or another b[i, j] of a place's column is.
    private Name Bottom(bool isFirst, bool isLast)
    {
        isLast |= _resistances.BitLine == 0;
        return _resistances.Output == 0 && (isLast || (isFirst && _resistances.SenseEnds == LineEnds.Both)) ? new Name("out", Place.Column)
            : isLast ? new Name("b", _rows - 1, Place.Column)
            : new Name("b", Place.Row, Place.Column);
    }
}
