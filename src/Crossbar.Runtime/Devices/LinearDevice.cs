namespace Crossbar.Runtime.Devices;

/// <summary>An ohmic memristor: I = G·V.</summary>
public sealed class LinearDevice : IDevice
{
    /// <summary>The only one there is.</summary>
    public static LinearDevice Instance { get; } = new();

    /// <inheritdoc/>
    public bool IsLinear => true;

    /// <inheritdoc/>
    public double Current(double conductance, double voltage) => conductance * voltage;

    /// <inheritdoc/>
    public double Slope(double conductance, double voltage) => conductance;

    /// <inheritdoc/>
    public double GreatestSlope(double conductance, double limit) => conductance;
}
