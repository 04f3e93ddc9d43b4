namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// I / G at given voltages of either sign, straight lines of I between them and beyond the last ones; 0 A at 0 V. What was measured of one device and scales
/// with the conductance.
/// </summary>
/// <param name="Points">Voltage in volt and I / G in volt, by rising voltage, both rising strictly; (0, 0) among them.</param>
public sealed record TableCurrent(ImmutableArray<(double Voltage, double Current)> Points) : CurrentLaw;
