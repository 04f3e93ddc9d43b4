using System.Collections.Immutable;
using Crossbar.Runtime.Layers;

namespace Crossbar.Compiler.Mapping;

/// <summary>A convolution or dense layer as arrays.</summary>
/// <param name="Index">Position in the network's layers.</param>
/// <param name="Source">The digital layer.</param>
/// <param name="HasReferenceColumn">Whether each array carries a reference column.</param>
/// <param name="Tiles">The arrays.</param>
public sealed record MappedLayer(int Index, Convolution Source, bool HasReferenceColumn, ImmutableArray<MappedTile> Tiles);
