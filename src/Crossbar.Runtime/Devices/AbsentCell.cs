namespace Crossbar.Runtime.Devices;

/// <summary>
/// A place of an array where no device is. Its conductance is a negative zero: circuits see the zero, and what happens to devices,
/// programming errors, stuck cells and read noise, sees the sign. An open device, of which MinConductance is 0, has a positive zero.
/// </summary>
public static class AbsentCell
{
    /// <summary>The conductance that stands for it, in siemens.</summary>
    public const float Conductance = -0f;

    /// <summary>Whether a conductance, in siemens, says that no device is there.</summary>
    public static bool Is(double conductance) => conductance == 0 && double.IsNegative(conductance);

    /// <summary>Number of devices among the places of an array.</summary>
    /// <param name="conductances">Conductances, in siemens.</param>
    public static long CountDevices(ReadOnlySpan<float> conductances)
    {
        long count = 0;
        foreach (var conductance in conductances)
            count += Is(conductance) ? 0 : 1;
        return count;
    }
}
