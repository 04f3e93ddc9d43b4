using System.Security.Cryptography;
using Crossbar.Compiler.Netlists;
using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;
using Crossbar.Compiler.Netlists.Dialects;

namespace Crossbar.Compiler.Tests.Netlists.Arrays;

/// <summary>The lines of an array, which are copied from place to place, against lines that are formatted one by one.</summary>
public sealed class ArrayLinesTests
{
    private static readonly ArrayResistances[] Wires =
    [
        ArrayResistances.None, new(1, 1, 1, 1), new(1, 1, 0, 0), new(1, 1, 1, 0), new(1, 1, 0, 1), new(1, 0, 0, 0), new(0, 1, 0, 0),
        new(1, 0, 0, 1), new(0, 1, 1, 0), new(0, 0, 1, 1), new(1, 1, 0, 0, Access: 700), new(1, 1, 1, 1, Access: 700),
        Both(new(1, 1, 1, 1)), Both(new(1, 1, 0, 0)), Both(new(0, 0, 1, 1)), Both(new(1, 0, 0, 1)), Both(new(0, 1, 1, 0, Access: 700)), Both(ArrayResistances.None),
        new(1, 1, 0, 1) { DriveEnds = LineEnds.Both }, new(1, 1, 1, 0) { SenseEnds = LineEnds.Both },
    ];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(1, 11)]
    [InlineData(11, 1)]
    [InlineData(3, 3)]
    [InlineData(10, 9)]
    [InlineData(11, 101)]
    [InlineData(101, 11)]
    [InlineData(1001, 2)]
    [InlineData(2, 1001)]
    [InlineData(4098, 2)]
    [InlineData(2, 4098)]
    public void Lines_are_those_of_the_circuit_whatever_the_width_of_their_numbers(int rows, int columns)
    {
        foreach (var wires in Wires)
            Assert.Equal(Lines(rows, columns, Conductances(rows, columns, seed: 1), wires), Written(rows, columns, Conductances(rows, columns, seed: 1), wires, NetlistCell.Resistor));
    }

    [Fact]
    public void A_place_without_a_device_has_no_line_wherever_it_is()
    {
        var random = new Random(2);
        var conductances = Conductances(12, 11, seed: 3);
        foreach (var share in new[] { 0.1, 0.9, 1 })
        {
            foreach (ref var conductance in conductances.AsSpan())
                conductance = random.NextDouble() < share ? 0 : conductance;
            foreach (var wires in Wires)
                Assert.Equal(Lines(12, 11, conductances, wires), Written(12, 11, conductances, wires, NetlistCell.Resistor));
        }
    }

    [Fact]
    public void Cells_of_long_lines_have_their_conductance_and_their_nodes()
    {
        var conductances = Conductances(101, 12, seed: 4);
        var nonlinear = Written(101, 12, conductances, new ArrayResistances(1, 1, 1, 1), NetlistCell.Nonlinear);
        var memristors = Written(101, 12, conductances, new ArrayResistances(1, 1, 1, 1), NetlistCell.Memristor);
        for (var k = 0; k < conductances.Length; k++)
        {
            var (place, g) = ($"{k / 12}_{k % 12}", conductances[k].ToString("R", CultureInfo.InvariantCulture));
            Assert.Contains($"\nBg_{place} t_{place} b_{place} I={g}*vread/sinh(kappa*vread)*sinh(kappa*V(t_{place},b_{place}))\n", nonlinear, StringComparison.Ordinal);
            Assert.Contains($"\nXg_{place} t_{place} b_{place} memristor params: g={g}\n", memristors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Text_is_the_same_whatever_the_length_of_its_buffer()
    {
        var array = ArrayFactory.Unsolved(21, 13, Conductances(21, 13, seed: 5), new ArrayResistances(1, 1, 1, 1), [.. Enumerable.Range(0, 3 * 21).Select(k => (double)(k * 37 % 256))]);
        var bench = ArrayNetlists.Bench(array, ArrayFactory.Cells(array), new NetlistHeader(["Größe: Ω, 𝄞"]));
        var whole = Text(bench, 1 << 20);
        foreach (var capacity in new[] { 128, 256, 1024, 4096 })
            Assert.Equal(whole, Text(bench, capacity));
        Assert.Contains("* Größe: Ω, 𝄞\n", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_made_side_by_side_are_those_made_one_after_the_other()
    {
        var arrays = Enumerable.Range(0, 24).Select(t => ArrayFactory.Random(2 + (t % 5), 9 - (t % 7), ArrayResistances.Default, seed: t) with { TileIndex = t }).ToArray();
        var files = arrays.SelectMany(a => NetlistWriter.FilesOf(a, ArrayFactory.Cells(a), new NetlistHeader([]))).ToArray();
        var (entries, bytes) = NetlistFolder.Make(NetlistDialect.Xyce, files, _ => new MemoryStream());
        var texts = files.Select(file =>
        {
            using var stream = new MemoryStream();
            using var text = new NetlistText(stream);
            file.Write(text, NetlistDialect.Xyce);
            text.Flush();
            return stream.ToArray();
        }).ToArray();
        Assert.Equal(texts.Select(text => Convert.ToHexString(SHA256.HashData(text))), entries.Select(entry => entry.Hash));
        Assert.Equal(texts.Sum(text => (long)text.Length), bytes);
    }

    private static ArrayResistances Both(ArrayResistances wires) => wires with { DriveEnds = LineEnds.Both, SenseEnds = LineEnds.Both };

    // Powers of two, of which 1/g has few digits, and some with many.
    private static double[] Conductances(int rows, int columns, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows * columns).Select(k => k % 3 == 0 ? Math.Pow(2, -random.Next(8, 20)) : (float)(1e-6 + (1e-4 * random.NextDouble())))];
    }

    private static string Written(int rows, int columns, double[] conductances, ArrayResistances wires, NetlistCell cell)
    {
        var cells = new CellDesign(cell, NetlistAccess.Resistor, new HardwareDesign { Resistances = wires });
        var netlist = new Netlist { Header = [], Subcircuits = [ArraySubcircuit.Make("a", rows, columns, conductances, wires, cells)] };
        var text = Text(netlist, 1 << 13);
        return "\n" + string.Concat(text.Split('\n').Where(line => line.Length > 0 && line[0] is not ('.' or '+')).Select(line => line + "\n"));
    }

    private static string Text(Netlist netlist, int capacity)
    {
        using var stream = new MemoryStream();
        using var text = new NetlistText(stream, capacity);
        DialectWriter.For(NetlistDialect.Ngspice, text).Write(netlist);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // Element by element, as the design's section 2 has them.
    private static string Lines(int rows, int columns, double[] conductances, ArrayResistances wires)
    {
        var text = new StringBuilder("\n");
        for (var i = 0; wires.Input > 0 && i < rows; i++)
            Add($"Rin_{i} in_{i} {Top(i, 0)} {{rin}}");
        for (var i = 0; wires.DriveEnds == LineEnds.Both && wires.Input > 0 && i < rows; i++)
            Add($"Rinfar_{i} in_{i} {Top(i, columns - 1)} {{rinfar}}");
        for (var i = 0; wires.WordLine > 0 && i < rows; i++)
        {
            for (var j = 0; j < columns - 1; j++)
                Add($"Rt_{i}_{j} {Top(i, j)} {Top(i, j + 1)} {{rword}}");
        }

        for (var k = 0; k < conductances.Length; k++)
        {
            var (i, j) = (k / columns, k % columns);
            if (conductances[k] == 0)
                continue;
            var resistance = (1 / conductances[k]).ToString("R", CultureInfo.InvariantCulture);
            Add($"Rg_{i}_{j} {Top(i, j)} {(wires.Access > 0 ? $"m_{i}_{j}" : Bottom(i, j))} {resistance}");
            if (wires.Access > 0)
                Add($"Ra_{i}_{j} m_{i}_{j} {Bottom(i, j)} {{raccess}}");
        }

        for (var i = 0; wires.BitLine > 0 && i < rows - 1; i++)
        {
            for (var j = 0; j < columns; j++)
                Add($"Rb_{i}_{j} {Bottom(i, j)} {Bottom(i + 1, j)} {{rbit}}");
        }

        for (var j = 0; wires.Output > 0 && j < columns; j++)
            Add($"Rout_{j} {Bottom(rows - 1, j)} out_{j} {{rout}}");
        for (var j = 0; wires.SenseEnds == LineEnds.Both && wires.Output > 0 && j < columns; j++)
            Add($"Routfar_{j} {Bottom(0, j)} out_{j} {{routfar}}");
        return text.ToString();

        void Add(string line) => text.Append(line).Append('\n');

        // All nodes of an ideal line are its first one, which without R_in is the port.
        string Top(int i, int j)
        {
            var column = wires.WordLine > 0 ? j : 0;
            var isEnd = column == 0 || (column == columns - 1 && wires.DriveEnds == LineEnds.Both);
            return isEnd && wires.Input == 0 ? $"in_{i}" : $"t_{i}_{column}";
        }

        string Bottom(int i, int j)
        {
            var row = wires.BitLine > 0 ? i : rows - 1;
            var isEnd = row == rows - 1 || (row == 0 && wires.SenseEnds == LineEnds.Both);
            return isEnd && wires.Output == 0 ? $"out_{j}" : $"b_{row}_{j}";
        }
    }
}
