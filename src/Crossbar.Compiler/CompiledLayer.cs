using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Converters;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler;

/// <summary>One layer on crossbars, with everything that led to it.</summary>
/// <param name="Mapped">The mapping.</param>
/// <param name="Tiles">The arrays as programmed.</param>
/// <param name="Samples">What the layer saw of the calibration data.</param>
/// <param name="Layer">What the runtime runs.</param>
public sealed record CompiledLayer(
    MappedLayer Mapped, ImmutableArray<ProgrammedTile> Tiles, LayerSamples Samples, CrossbarConvolution Layer)
{
    /// <summary>The activations that the DAC of a row covers, the same for all tiles that the row drives.</summary>
    /// <param name="row">The row, counted over all groups.</param>
    public ConverterRange InputRangeOf(int row)
    {
        for (var t = 0; t < Tiles.Length; t++)
        {
            var offset = row - Mapped.FirstRowOf(Tiles[t].Mapped);
            if (offset >= 0 && offset < Tiles[t].Mapped.RowCount)
                return Layer.InputRangeOf(Layer.Tiles[t]);
        }

        return Layer.InputRange;
    }
}
