namespace Crossbar.Compiler.Export;

/// <summary>What is said of layers that no matrix stands for (CBX0082).</summary>
internal static class NonlinearCells
{
    /// <summary>The refusal to export one.</summary>
    /// <param name="file">The file that it is attributed to; null for none.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="hardware">The chip.</param>
    public static CompilationException Refusal(string? file, string layer, HardwareDesign hardware)
    {
        var (cause, remedy) = hardware.Device is { Current: not null } device
            ? ($"Device={device.Name}", "a Device whose current is linear")
            : (string.Create(CultureInfo.InvariantCulture, $"Nonlinearity={hardware.Nonlinearity}"), "Nonlinearity=0");
        return new CompilationException(Descriptors.NoTransferMatrix, file, layer, cause, remedy);
    }
}
