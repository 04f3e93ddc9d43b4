using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Tests.Devices;

public class CurrentLawTests
{
    // Milo 2021 as cross-sim has it (src/Crossbar.Compiler/Devices/Presets/rram-milo-2021.json).
    private static readonly PowerCurrent Milo = new(
        [
            Polynomial(CurveVariable.Conductance, 0, 1),
            Polynomial(CurveVariable.Decades, 7.063e-3, 5.711e-3, 1.541e-3, 1.388e-4),
            Polynomial(CurveVariable.Decades, 1.2968e-3, 6.7919e-4, 8.8710e-5),
        ],
        0.5);

    private static readonly TableCurrent Table = new([(-0.5, -0.9), (-0.2, -0.25), (0, 0), (0.1, 0.08), (0.4, 0.5)]);

    private static IDevice[] Devices => [new PowerDevice(Milo, 50e-6, 225e-6), new TableDevice(Table)];

    [Theory]
    [InlineData(62.5e-6, -38.37, -13.53, 11.62, 26.46)]
    [InlineData(110e-6, -56.42, -22.25, 21.73, 53.16)]
    public void Published_currents_of_an_asymmetric_device_are_met(double conductance, params double[] microamperes)
    {
        var device = new PowerDevice(Milo, 50e-6, 225e-6);
        double[] voltages = [-0.5, -0.2, 0.2, 0.5];
        for (var k = 0; k < voltages.Length; k++)
            Assert.Equal(microamperes[k], 1e6 * device.Current(conductance, voltages[k]), 0.006);
    }

    [Fact]
    public void Tables_are_straight_between_their_points_and_beyond_the_last()
    {
        var device = new TableDevice(Table);
        Assert.Equal(0, device.Current(1, 0));
        Assert.Equal(2e-5 * 0.04, device.Current(2e-5, 0.05), 1e-20);
        Assert.Equal(2e-5 * 0.29, device.Current(2e-5, 0.25), 1e-20);
        Assert.Equal(2e-5 * (0.5 + 0.14), device.Current(2e-5, 0.5), 1e-20);
        Assert.Equal(-(0.9 + (0.1 * 0.65 / 0.3)), device.Current(1, -0.6), 1e-15);
        Assert.Equal(1.4, device.GreatestSlope(1, 0.15), 1e-15);
        Assert.Equal(0.65 / 0.3, device.GreatestSlope(1, 0.45), 1e-15);
    }

    [Fact]
    public void Beyond_its_voltages_a_polynomial_goes_on_straight()
    {
        var device = new PowerDevice(Milo, 50e-6, 225e-6);
        foreach (var end in new[] { -0.5, 0.5 })
        {
            var slope = device.Slope(1e-4, end);
            Assert.Equal(slope, device.Slope(1e-4, 3 * end));
            Assert.Equal(device.Current(1e-4, end) + (slope * 2 * end), device.Current(1e-4, 3 * end), 1e-18);
        }
    }

    // What drift and errors of programming do to cells: far below the range the fit's polynomial falls with the voltage.
    [Fact]
    public void Outside_its_range_a_law_is_that_of_the_ranges_end_in_proportion()
    {
        var device = new PowerDevice(Milo, 50e-6, 225e-6);
        Assert.Equal(device.Current(50e-6, 0.3) / 50, device.Current(1e-6, 0.3), 1e-20);
        Assert.Equal(device.Current(225e-6, -0.3) * 2, device.Current(450e-6, -0.3), 1e-18);
        Assert.Equal(0, device.Current(0, 0.3));
    }

    [Fact]
    public void Slopes_are_derivatives_and_never_above_their_bound()
    {
        const double Step = 1e-6;
        foreach (var device in Devices)
        {
            foreach (var conductance in new[] { 1e-5, 62.5e-6, 2e-4 })
            {
                foreach (var voltage in new[] { -0.71, -0.33, -0.05, 0.02, 0.27, 0.66 })
                {
                    var difference = (device.Current(conductance, voltage + Step) - device.Current(conductance, voltage - Step)) / (2 * Step);
                    Assert.Equal(difference, device.Slope(conductance, voltage), 1e-8 * conductance / 1e-5);
                    Assert.InRange(device.Slope(conductance, voltage), 0, device.GreatestSlope(conductance, Math.Abs(voltage)) * (1 + 1e-12));
                }
            }
        }
    }

    [Fact]
    public void Mirrored_a_device_has_its_current_the_other_way_round()
    {
        foreach (var device in Devices)
        {
            foreach (var voltage in new[] { -0.7, -0.3, 0, 0.05, 0.3, 0.9 })
                Assert.Equal(-device.Current(7e-5, -voltage), device.Mirrored.Current(7e-5, voltage), 1e-19);
            Assert.Same(device, device.Mirrored.Mirrored);
        }

        var odd = Device.Sinh(2, 0.2);
        Assert.Same(odd, odd.Mirrored);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(40)]
    public void Vectors_of_currents_equal_single_ones_whatever_is_beside_them(int points)
    {
        var fine = new TableCurrent([.. Enumerable.Range(-points, (2 * points) + 1).Select(k => (k / (double)points, Math.Sinh(2.0 * k / points) + (0.1 * k * k / points / points)))]);
        foreach (var device in Devices.Append(new TableDevice(fine)).SelectMany(d => new[] { d, d.Mirrored }))
        {
            double[] g = [1e-5, 0, 7e-5];
            var v = Enumerable.Range(0, 24).Select(k => ((k * 7 % 24) - 11) * 0.06).ToArray();
            var currents = new double[24];
            device.Currents(device.CoefficientsOf(g), v, currents);
            for (var k = 0; k < 24; k++)
                Assert.Equal(device.Current(g[k / 8], v[k]), currents[k], 1e-19);
        }
    }

    [Fact]
    public void A_chip_has_the_characteristic_of_its_device()
    {
        var laws = new DeviceLaws { Name = "mine", MinConductance = 50e-6, MaxConductance = 225e-6, Current = Milo };
        var hardware = new HardwareDesign { Device = laws };
        Assert.False(hardware.IsLinear);
        Assert.IsType<PowerDevice>(Device.Of(hardware));
        Assert.IsType<TableDevice>(Device.Of(hardware with { Device = laws with { Current = Table } }));
        Assert.IsType<LinearDevice>(Device.Of(hardware with { Device = laws with { Current = null } }));
        Assert.Equal(hardware with { Device = laws with { Current = null } }, hardware.AsLinear());
        Assert.Throws<ArgumentException>(() => new TableDevice(new TableCurrent([(0.1, 0.1), (0.2, 0.2)])));
    }

    private static ConductanceCurve Polynomial(CurveVariable variable, params double[] coefficients) => new()
    {
        Pieces = [new CurvePiece { Variable = variable, Terms = [.. coefficients.Select((c, power) => new CurveTerm(c, power))] }],
    };
}
