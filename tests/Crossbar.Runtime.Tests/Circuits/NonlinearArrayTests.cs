namespace Crossbar.Runtime.Tests.Circuits;

public class NonlinearArrayTests
{
    [Theory]
    [InlineData(1, 1, 1, 0, 2, 1, LineEnds.One, LineEnds.One)]
    [InlineData(27, 16, 1, 0, 2, 19, LineEnds.One, LineEnds.One)]
    [InlineData(16, 30, 5, 200, 4, 8, LineEnds.One, LineEnds.One)]
    [InlineData(12, 7, 0, 0, 2, 3, LineEnds.One, LineEnds.One)]
    [InlineData(40, 20, 30, 0, 12, 9, LineEnds.One, LineEnds.One)]
    [InlineData(1, 1, 1, 0, 2, 1, LineEnds.Both, LineEnds.Both)]
    [InlineData(27, 16, 5, 0, 2, 19, LineEnds.Both, LineEnds.One)]
    [InlineData(16, 30, 5, 200, 4, 8, LineEnds.One, LineEnds.Both)]
    [InlineData(12, 7, 0, 0, 2, 3, LineEnds.Both, LineEnds.Both)]
    [InlineData(40, 20, 30, 100, 12, 9, LineEnds.Both, LineEnds.Both)]
    public void Reads_agree_with_Newtons_method_within_the_tolerance(
        int rows, int columns, double wire, double access, double kappa, int count, LineEnds drive, LineEnds sense)
    {
        var g = RandomArray.Conductances(rows, columns, 1, openOneIn: 10);
        var resistances = new ArrayResistances(wire, 2 * wire, 3, 4, access) { DriveEnds = drive, SenseEnds = sense };
        var device = new SinhDevice(kappa, 0.2);
        foreach (var tolerance in new[] { 1e-7, 1e-9, 1e-13 })
        {
            var v = RandomArray.Voltages(count * rows, 2);
            var currents = new double[count * columns];
            new NonlinearArray(rows, columns, g, resistances, device, tolerance).Read(v, currents);
            for (var n = 0; n < count; n++)
            {
                var expected = NodalAnalysis.Solve(rows, columns, g, resistances, v.AsSpan(n * rows, rows), device, 1e-15).ColumnCurrents;
                for (var j = 0; j < columns; j++)
                    Assert.Equal(expected[j], currents[n * columns + j], tolerance + 1e-14);
            }
        }
    }

    [Fact]
    public void Sources_of_both_signs_and_wires_worse_than_cells_are_solved_too()
    {
        const int Rows = 20, Columns = 10;
        var g = RandomArray.Conductances(Rows, Columns, 3);
        var v = RandomArray.Voltages(3 * Rows, 4).Select((x, k) => k % 3 == 0 ? -5 * x : 5 * x).ToArray();
        var resistances = new ArrayResistances(2000, 3000, 100, 50);
        var currents = new double[3 * Columns];
        var device = new SinhDevice(4, 0.2);
        new NonlinearArray(Rows, Columns, g, resistances, device, 1e-12).Read(v, currents);
        for (var n = 0; n < 3; n++)
        {
            var expected = NodalAnalysis.Solve(Rows, Columns, g, resistances, v.AsSpan(n * Rows, Rows), device, 1e-15).ColumnCurrents;
            for (var j = 0; j < Columns; j++)
                Assert.Equal(expected[j], currents[n * Columns + j], 2e-12);
        }
    }

    // Straight pieces and asymmetric ones, weak wires and such that Newton's method solves.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(20, 300)]
    [InlineData(2000, 0)]
    public void Laws_of_devices_are_read_within_the_tolerance(double wire, double access)
    {
        const int Rows = 17, Columns = 9, Count = 11;
        var table = new TableDevice(new([(-0.5, -0.9), (-0.2, -0.25), (0, 0), (0.1, 0.08), (0.4, 0.5)]));
        var powers = new PowerDevice(
            new([new() { Pieces = [new() { Terms = [new(1, 1)] }] }, new() { Pieces = [new() { Terms = [new(0.4, 1)] }] }, new() { Pieces = [new() { Terms = [new(2, 1), new(1e4, 2)] }] }], 0.3),
            1 / 300e3, 1 / 15e3);
        foreach (var device in new IDevice[] { table, table.Mirrored, powers, powers.Mirrored })
        {
            var g = RandomArray.Conductances(Rows, Columns, 8, openOneIn: 10);
            var v = RandomArray.Voltages(Count * Rows, 9).Select((x, k) => k % 5 == 0 ? -x : x).ToArray();
            var resistances = new ArrayResistances(wire, wire, 2, 3, access);
            var currents = new double[Count * Columns];
            new NonlinearArray(Rows, Columns, g, resistances, device, 1e-12).Read(v, currents);
            for (var n = 0; n < Count; n++)
            {
                var expected = NodalAnalysis.Solve(Rows, Columns, g, resistances, v.AsSpan(n * Rows, Rows), device, 1e-15).ColumnCurrents;
                for (var j = 0; j < Columns; j++)
                    Assert.Equal(expected[j], currents[n * Columns + j], 2e-12);
            }
        }
    }

    [Fact]
    public void A_linear_device_gives_the_transfer_matrix()
    {
        var g = RandomArray.Conductances(10, 6, 5);
        var transfer = new double[60];
        TransferMatrix.Solve(10, 6, g, ArrayResistances.Default, transfer);
        var v = new double[100];
        for (var i = 0; i < 10; i++)
            v[i * 11] = 1;
        var currents = new double[60];
        new NonlinearArray(10, 6, g, ArrayResistances.Default, LinearDevice.Instance, 1e-14).Read(v, currents);
        for (var k = 0; k < 60; k++)
            Assert.Equal(transfer[k], currents[k], 1e-14);
    }

    // κV up to 0.8, 3.2 and 12: the device's three ways to compute a sinh; weak, mixed and strong wires: the last are solved by Newton's method.
    [Theory]
    [InlineData(2, 1)]
    [InlineData(8, 1)]
    [InlineData(30, 1)]
    [InlineData(4, 100)]
    [InlineData(4, 3000)]
    public void An_input_is_read_alike_bit_for_bit_alone_and_among_others_and_on_all_threads(double kappa, double wire)
    {
        const int Rows = 15, Columns = 9, Count = 29;
        var g = RandomArray.Conductances(Rows, Columns, 6);
        var resistances = new ArrayResistances(wire, wire, wire, wire);
        // Inputs of very different height side by side, and one of nothing.
        var v = RandomArray.Voltages(Count * Rows, 7).Select((x, k) => x / (1 + (k / Rows % 7 * (k / Rows % 7)))).ToArray();
        Array.Clear(v, 3 * Rows, Rows);
        var alone = new double[Count * Columns];
        for (var n = Count - 1; n >= 0; n--)
        {
            var fresh = new NonlinearArray(Rows, Columns, g, resistances, new SinhDevice(kappa, 0.2), 1e-13);
            fresh.Read(v.AsSpan(n * Rows, Rows), alone.AsSpan(n * Columns, Columns));
        }
        var array = new NonlinearArray(Rows, Columns, g, resistances, new SinhDevice(kappa, 0.2), 1e-13);
        Parallel.For(0, 8, first =>
        {
            var together = new double[(Count - first) * Columns];
            array.Read(v.AsSpan(first * Rows), together);
            Assert.Equal(alone.AsSpan(first * Columns).ToArray(), together);
        });
    }

    [Fact]
    public void Unphysical_input_is_refused()
    {
        var array = new NonlinearArray(2, 1, [1e-5, 1e-5], ArrayResistances.Default, new SinhDevice(2, 0.2));
        Assert.Throws<ArgumentException>(() => array.Read([1, 2, 3], new double[1]));
        Assert.Throws<ArgumentException>(() => array.Read([1, double.NaN], new double[1]));
        Assert.Throws<ArgumentException>(() => array.Read([1, 2], new double[2]));
        array.Read([], []);
    }
}
