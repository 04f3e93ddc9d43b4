using System.Collections.Immutable;
using Crossbar.Compiler.Calibration;
using Crossbar.Compiler.Conversion;
using Crossbar.Compiler.Mapping;
using Crossbar.Runtime.Layers.Crossbars;

namespace Crossbar.Compiler;

/// <summary>One layer on crossbars, with everything that led to it.</summary>
/// <param name="Mapped">The mapping.</param>
/// <param name="Tiles">The arrays as programmed.</param>
/// <param name="Samples">What the layer saw of the calibration data.</param>
/// <param name="Layer">What the runtime runs.</param>
public sealed record CompiledLayer(
    MappedLayer Mapped, ImmutableArray<ProgrammedTile> Tiles, LayerSamples Samples, CrossbarConvolution Layer);
