namespace Crossbar.Runtime.Devices.Laws;

/// <summary>
/// How a device's current depends on its voltage where no hyperbolic sine (<see cref="HardwareDesign.Nonlinearity"/>) says it: <see cref="PowerCurrent"/>
/// or <see cref="TableCurrent"/>.
/// </summary>
public abstract record CurrentLaw;
