namespace Crossbar.Runtime.Layers.Crossbars;

/// <summary>What tiles are driven with together: DACs of one range, in one of the pulses that tell the activations.</summary>
/// <param name="Dac">The DACs.</param>
/// <param name="Pulse">The pulse.</param>
/// <param name="Tiles">The numbers of the tiles in the layer.</param>
internal sealed record TileDrive(Dac Dac, int Pulse, ImmutableArray<int> Tiles);
