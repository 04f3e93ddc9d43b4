namespace Crossbar.Compiler.Export;

/// <summary>What no exported model stands for.</summary>
internal static class ExportableChip
{
    /// <summary>Refuses a chip whose cells are not linear or whose converters are not as designed.</summary>
    /// <param name="layer">The first layer on crossbars; null for none.</param>
    /// <param name="hardware">The chip.</param>
    /// <param name="file">The file that it is attributed to; null for none.</param>
    /// <exception cref="CompilationException">It is one (CBX0082, CBX0087).</exception>
    public static void Check(Layer? layer, HardwareDesign hardware, string? file)
    {
        if (layer is null)
            return;
        if (!hardware.IsLinear)
            throw NonlinearCells.Refusal(file, layer.Name, hardware);
        if (hardware.Converters is { } converters)
        {
            var errors = string.Join(", ", converters.Errors.All.Where(error => error.Value > 0).Select(error => VariationOptions.OptionOf(error.Error)));
            throw new CompilationException(Descriptors.ConvertersAsBuilt, file, layer.Name, errors);
        }
    }
}
