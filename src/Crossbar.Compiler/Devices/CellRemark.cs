namespace Crossbar.Compiler.Devices;

/// <summary>The line of a file of conductances that says that they are of cells whose current is not their conductance times their voltage.</summary>
public static class CellRemark
{
    private const string Mark = "# Nonlinear cells of ";

    // Headers are shorter by far.
    private const int MaxLines = 20;

    /// <summary>The line, or nothing for linear cells.</summary>
    /// <param name="hardware">The chip.</param>
    public static IEnumerable<string> HeaderOf(HardwareDesign hardware)
    {
        ArgumentNullException.ThrowIfNull(hardware);
        if (!hardware.IsLinear)
            yield return Mark + (hardware.Device?.Name ?? string.Create(CultureInfo.InvariantCulture, $"Nonlinearity={hardware.Nonlinearity:R}, SenseVoltage={hardware.SenseVoltage:R}"));
    }

    /// <summary>What a file's header says that its cells are; null for nothing.</summary>
    /// <param name="file">The file.</param>
    public static string? DeviceOf(string file) =>
        File.ReadLines(file).Take(MaxLines).FirstOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal)) is { } found ? found[Mark.Length..] : null;
}
