using System.Collections.Immutable;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Options;
using Crossbar.Runtime.Circuits;

namespace Crossbar.Compiler.Netlists.Arrays;

/// <summary>
/// The circuit of one array (design section 2): R_in, word lines, cells, bit lines, R_out between the ports in_i and out_j. Where a
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
        long word = resistances.WordLine == 0 ? resistances.Input == 0 ? 0 : rows : ((long)rows * columns) - (resistances.Input == 0 ? rows : 0);
        long bit = resistances.BitLine == 0 ? resistances.Output == 0 ? 0 : columns : ((long)rows * columns) - (resistances.Output == 0 ? columns : 0);
        var placed = CountCells(conductances);
        // A memristor has its state and the source that sets it.
        return word + bit + (resistances.Access == 0 ? 0 : placed) + (cells.HasState ? 2 * placed : 0);
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

    private IEnumerable<Element> Body() => Inputs().Concat(WordLines()).Concat(Cells()).Concat(BitLines()).Concat(Outputs());

    private IEnumerable<Element> Inputs()
    {
        if (_resistances.Input > 0)
            yield return new ElementGrid(0, _rows, [new GridRun(0, 1, [new Resistor(new Name("in", Place.Row), new Name("in", Place.Row), Top(isFirst: true), NetlistParameters.InputResistance)])]);
    }

    private IEnumerable<Element> WordLines()
    {
        if (_resistances.WordLine > 0)
            yield return new ElementGrid(0, _rows, Runs(_columns - 1, Segment));

        ImmutableArray<Element> Segment(bool isFirst) =>
            [new Resistor(new Name("t", Place.Row, Place.Column), Top(isFirst), new Name("t", Place.Row, Place.NextColumn), NetlistParameters.WordLineResistance)];
    }

    private IEnumerable<Element> Cells()
    {
        if (_cells.Access == NetlistAccess.Mosfet && _resistances.Access > 0)
            yield return new VoltageSource("gate", "gate", Name.Ground, NetlistParameters.GateVoltage);
        var values = Values();
        yield return Grid(0, _rows - 1, isLast: false);
        yield return Grid(_rows - 1, 1, isLast: true);

        ElementGrid Grid(int firstRow, int rowCount, bool isLast) =>
            new(firstRow, rowCount, Runs(_columns, isFirst => Cell(Top(isFirst), Bottom(isLast)))) { Values = values, ValueColumns = _columns };
    }

    private IEnumerable<Element> BitLines()
    {
        if (_resistances.BitLine == 0 || _rows == 1)
            yield break;
        yield return Segments(0, _rows - 2, new Name("b", Place.NextRow, Place.Column));
        yield return Segments(_rows - 2, 1, _resistances.Output == 0 ? new Name("out", Place.Column) : new Name("b", Place.NextRow, Place.Column));

        ElementGrid Segments(int firstRow, int rowCount, Name next) => new(firstRow, rowCount, [new GridRun(0, _columns,
            [new Resistor(new Name("b", Place.Row, Place.Column), new Name("b", Place.Row, Place.Column), next, NetlistParameters.BitLineResistance)])]);
    }

    private IEnumerable<Element> Outputs()
    {
        if (_resistances.Output > 0)
            yield return new ElementGrid(_rows - 1, 1, [new GridRun(0, _columns, [new Resistor(new Name("out", Place.Column), Bottom(isLast: true), new Name("out", Place.Column), NetlistParameters.OutputResistance)])]);
    }

    // The first column may have other nodes than the rest.
    private static ImmutableArray<GridRun> Runs(int columns, Func<bool, ImmutableArray<Element>> elements) => columns switch
    {
        0 => [],
        1 => [new GridRun(0, 1, elements(true))],
        _ => [new GridRun(0, 1, elements(true)), new GridRun(1, columns - 1, elements(false))],
    };

    // What stands in a cell's line: a resistance, or the conductance of other memristors.
    private double[] Values()
    {
        var conductances = _conductances.Span;
        var values = new double[conductances.Length];
        for (var k = 0; k < values.Length; k++)
            values[k] = !IsPlaced(conductances[k]) ? double.NaN : _cells.Cell == NetlistCell.Resistor ? 1 / conductances[k] : conductances[k];
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
            NetlistCell.Nonlinear => new BehaviouralCurrent(name, top, bottom,
                $"{Place.ValueMark}*{NetlistParameters.SenseVoltage}/sinh({NetlistParameters.Nonlinearity}*{NetlistParameters.SenseVoltage})*sinh({NetlistParameters.Nonlinearity}*V({top},{bottom}))"),
            NetlistCell.Memristor => new Instance(name, [top, bottom], DeviceLibrary.Memristor) { Parameters = [new Parameter("g", Place.Value)] },
            _ => new Resistor(name, top, bottom, Place.Value),
        };
    }

    // The node that t[i, 0] or another t[i, j] of a place's row is.
    private Name Top(bool isFirst)
    {
        isFirst |= _resistances.WordLine == 0;
        return isFirst && _resistances.Input == 0 ? new Name("in", Place.Row) : isFirst ? new Name("t", Place.Row, 0) : new Name("t", Place.Row, Place.Column);
    }

    // The node that b[M-1, j] or another b[i, j] of a place's column is.
    private Name Bottom(bool isLast)
    {
        isLast |= _resistances.BitLine == 0;
        return isLast && _resistances.Output == 0 ? new Name("out", Place.Column) : isLast ? new Name("b", _rows - 1, Place.Column) : new Name("b", Place.Row, Place.Column);
    }
}
