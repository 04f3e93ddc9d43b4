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
    public static ImmutableArray<MappedLayer> Map(NetworkDesign software, MappingOptions options, bool countsLines = false, int levels = 0) =>
        [.. OneByOne(software, options, countsLines, levels).Select(map => map())];

    /// <summary>Maps a network a layer at a time: targets of all layers would be three times the network. What cannot be mapped is told at once.</summary>
    /// <param name="software">The digital network.</param>
    /// <param name="options">Scheme, array limits, scale, faults.</param>
    /// <param name="countsLines">See <see cref="LayerMapping.Map"/>.</param>
    /// <param name="levels">See there.</param>
    /// <returns>What maps each layer, in the network's order.</returns>
    /// <exception cref="CompilationException">As of <see cref="Map"/>.</exception>
    public static IEnumerable<Func<MappedLayer>> OneByOne(NetworkDesign software, MappingOptions options, bool countsLines, int levels)
    {
        ArgumentNullException.ThrowIfNull(software);
        ArgumentNullException.ThrowIfNull(options);
        var layers = software.Layers.Select((layer, index) => (Index: index, Layer: layer as Convolution)).Where(layer => layer.Layer is not null).ToArray();
        var errors = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var (_, layer) in layers)
        {
            try
            {
                LayerMapping.Check(layer!, software.ShapeOf(layer!.Inputs[0]), options);
            }
            catch (CompilationException failure)
            {
                errors.AddRange(failure.Diagnostics);
            }
        }

        if (errors.Count > 0)
            throw new CompilationException(errors.ToImmutable());
        // Cells of a map are counted over all arrays of the network.
        return options.FaultMap is { } path
            ? FaultAvoidance.Place(Array.ConvertAll(layers, layer => Mapped(layer.Index, layer.Layer!)), FaultMap.Read(path), options.SpareColumns).Select(layer => (Func<MappedLayer>)(() => layer))
            : layers.Select(layer => (Func<MappedLayer>)(() => FaultAvoidance.Place([Mapped(layer.Index, layer.Layer!)], FaultMap.Empty, options.SpareColumns)[0]));

        MappedLayer Mapped(int index, Convolution layer) => LayerMapping.Map(index, layer, software.ShapeOf(layer.Inputs[0]), options, countsLines, levels);
    }
}
