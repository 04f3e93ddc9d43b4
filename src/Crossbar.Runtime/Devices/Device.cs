using Crossbar.Runtime.Devices.Laws;

namespace Crossbar.Runtime.Devices;

/// <summary>The devices that a chip is described with.</summary>
public static class Device
{
    /// <summary>The memristor with a given nonlinearity.</summary>
    /// <param name="nonlinearity">κ of I = G·V_s·sinh(κV)/sinh(κV_s), in 1/volt; 0 is a linear memristor.</param>
    /// <param name="senseVoltage">V_s, in volt; without meaning for a linear memristor.</param>
    /// <exception cref="ArgumentOutOfRangeException">κ is negative, or V_s not positive for κ &gt; 0.</exception>
    public static IDevice Sinh(double nonlinearity, double senseVoltage) =>
        nonlinearity == 0 ? LinearDevice.Instance : new SinhDevice(nonlinearity, senseVoltage);

    /// <summary>The memristors of a chip.</summary>
    public static IDevice Of(HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        return hardware.Device switch
        {
            { Current: PowerCurrent powers } laws => new PowerDevice(powers, laws.MinConductance, laws.MaxConductance),
            { Current: TableCurrent table } => new TableDevice(table),
            _ => Sinh(hardware.Nonlinearity, hardware.SenseVoltage),
        };
    }
}
