using System.Globalization;
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
        if (_resistances.Input == 0)
            yield break;
        for (var i = 0; i < _rows; i++)
            yield return new Resistor(new Name("in", i), new Name("in", i), Top(i, 0), NetlistParameters.InputResistance);
    }

    private IEnumerable<Element> WordLines()
    {
        if (_resistances.WordLine == 0 || _columns == 1)
            yield break;
        for (var i = 0; i < _rows; i++)
        {
            for (var j = 0; j < _columns - 1; j++)
                yield return new Resistor(new Name("t", i, j), Top(i, j), Top(i, j + 1), NetlistParameters.WordLineResistance);
        }
    }

    private IEnumerable<Element> Cells()
    {
        if (_cells.Access == NetlistAccess.Mosfet && _resistances.Access > 0)
            yield return new VoltageSource("gate", "gate", Name.Ground, NetlistParameters.GateVoltage);
        for (var i = 0; i < _rows; i++)
        {
            for (var j = 0; j < _columns; j++)
            {
                var conductance = _conductances.Span[(i * _columns) + j];
                if (!IsPlaced(conductance))
                    continue;
                var bottom = Bottom(i, j);
                if (_resistances.Access == 0)
                {
                    yield return Memristor(i, j, Top(i, j), bottom, conductance);
                    continue;
                }

                var middle = new Name("m", i, j);
                yield return Memristor(i, j, Top(i, j), middle, conductance);
                yield return _cells.Access == NetlistAccess.Mosfet
                    ? new Transistor(new Name("a", i, j), middle, "gate", bottom, Name.Ground, DeviceLibrary.AccessTransistor)
                    : new Resistor(new Name("a", i, j), middle, bottom, NetlistParameters.AccessResistance);
            }
        }
    }

    private IEnumerable<Element> BitLines()
    {
        if (_resistances.BitLine == 0 || _rows == 1)
            yield break;
        for (var i = 0; i < _rows - 1; i++)
        {
            for (var j = 0; j < _columns; j++)
                yield return new Resistor(new Name("b", i, j), Bottom(i, j), Bottom(i + 1, j), NetlistParameters.BitLineResistance);
        }
    }

    private IEnumerable<Element> Outputs()
    {
        if (_resistances.Output == 0)
            yield break;
        for (var j = 0; j < _columns; j++)
            yield return new Resistor(new Name("out", j), Bottom(_rows - 1, j), new Name("out", j), NetlistParameters.OutputResistance);
    }

    private Element Memristor(int i, int j, Name top, Name bottom, double conductance)
    {
        var name = new Name("g", i, j);
        return _cells.Cell switch
        {
            NetlistCell.Nonlinear => new BehaviouralCurrent(name, top, bottom, string.Create(
                CultureInfo.InvariantCulture,
                $"{conductance:R}*{NetlistParameters.SenseVoltage}/sinh({NetlistParameters.Nonlinearity}*{NetlistParameters.SenseVoltage})*sinh({NetlistParameters.Nonlinearity}*V({top},{bottom}))")),
            NetlistCell.Memristor => new Instance(name, [top, bottom], DeviceLibrary.Memristor) { Parameters = [new Parameter("g", conductance)] },
            _ => new Resistor(name, top, bottom, 1 / conductance),
        };
    }

    /// <summary>The node that t[i,j] is.</summary>
    private Name Top(int i, int j)
    {
        var column = _resistances.WordLine == 0 ? 0 : j;
        return column == 0 && _resistances.Input == 0 ? new Name("in", i) : new Name("t", i, column);
    }

    /// <summary>The node that b[i,j] is.</summary>
    private Name Bottom(int i, int j)
    {
        var row = _resistances.BitLine == 0 ? _rows - 1 : i;
        return row == _rows - 1 && _resistances.Output == 0 ? new Name("out", j) : new Name("b", row, j);
    }
}
