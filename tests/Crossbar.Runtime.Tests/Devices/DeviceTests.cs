namespace Crossbar.Runtime.Tests.Devices;

public class DeviceTests
{
    [Fact]
    public void The_conductance_is_read_at_the_sense_voltage() => Assert.Equal(3e-5 * 0.2, new SinhDevice(5, 0.2).Current(3e-5, 0.2), 1e-20);

    [Fact]
    public void Slopes_are_derivatives_of_currents()
    {
        foreach (var device in new[] { Device.Sinh(3, 0.2), Device.Sinh(0, 0.2) })
        {
            foreach (var voltage in new[] { -0.7, 0, 0.3, 1.1 })
            {
                const double Step = 1e-5;
                var difference = (device.Current(1, voltage + Step) - device.Current(1, voltage - Step)) / (2 * Step);
                Assert.Equal(difference, device.Slope(1, voltage), 1e-8);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(18)]
    [InlineData(40)]
    public void Vectors_of_currents_equal_single_ones(double kappa)
    {
        IDevice device = new SinhDevice(kappa, 0.2);
        double[] g = [1e-5, 0, 3e-5];
        var v = Enumerable.Range(0, 24).Select(k => (k - 11) * 0.04).ToArray();
        var currents = new double[24];
        device.Currents(g, v, currents);
        for (var k = 0; k < 24; k++)
            Assert.Equal(device.Current(g[k / 8], v[k]), currents[k], 1e-15 * Math.Abs(currents[k]));
    }

    [Fact]
    public void Without_nonlinearity_the_device_is_linear()
    {
        Assert.True(Device.Of(new HardwareDesign()).IsLinear);
        Assert.False(Device.Of(new HardwareDesign { Nonlinearity = 2 }).IsLinear);
        Assert.Throws<ArgumentOutOfRangeException>(() => Device.Sinh(-1, 0.2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Device.Sinh(2, 0));
    }
}
