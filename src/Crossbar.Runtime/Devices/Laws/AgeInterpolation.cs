namespace Crossbar.Runtime.Devices.Laws;

/// <summary>What holds between the ages at which a law was measured.</summary>
public enum AgeInterpolation
{
    /// <summary>Nothing was published: only the measured ages can be asked for.</summary>
    None,

    /// <summary>A straight line in time.</summary>
    Linear,

    /// <summary>A straight line in the logarithm of time.</summary>
    Logarithmic,
}
