namespace Crossbar.Compiler.Mapping;

/// <summary>The mapping stage: all convolutions and dense layers of a network as tiles, placed about the cells that are known to be stuck.</summary>
public static class NetworkMapping
{
    /// <summary>Maps a network.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="options">Scheme, array limits, scale, faults.</param>
    /// <param name="countsLines">See <see cref="LayerMapping.Map"/>.</param>
    /// <param name="levels">See there.</param>
    /// <returns>The layers in the network's order.</returns>
    /// <exception cref="CompilationException">
    /// Layers do not fit: all of them are named (CBX0060). The fault map cannot be read or does not fit (CBX0062, CBX0063, CBX0064).
    /// </exception>
    public static ImmutableArray<MappedLayer> Map(NetworkDesign software, MappingOptions options, bool countsLines = false, int levels = 0)
    {
        ArgumentNullException.ThrowIfNull(software);
        ArgumentNullException.ThrowIfNull(options);
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        var mapped = new List<MappedLayer>();
        for (var k = 0; k < software.Layers.Length; k++)
        {
            if (software.Layers[k] is not Convolution layer)
                continue;
            try
            {
                mapped.Add(LayerMapping.Map(k, layer, software.ShapeOf(layer.Inputs[0]), options, countsLines, levels));
            }
            catch (CompilationException failure)
            {
                errors.AddRange(failure.Diagnostics);
            }
        }

        if (errors.Count > 0)
            throw new CompilationException(errors.ToImmutable());
        return [.. FaultAvoidance.Place([.. mapped], options.FaultMap is { } path ? FaultMap.Read(path) : FaultMap.Empty, options.SpareColumns)];
    }
}
