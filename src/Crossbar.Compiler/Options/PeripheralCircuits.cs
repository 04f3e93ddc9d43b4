namespace Crossbar.Compiler.Options;

/// <summary>What surrounds the arrays in the decks of layers and of the whole model.</summary>
public enum PeripheralCircuits
{
    /// <summary>Ideal sources, virtual grounds and behavioural converters; each layer is read by itself.</summary>
    Ideal,

    /// <summary>Amplifiers, rectifiers and poolings: the whole network is one analog circuit.</summary>
    Analog,
}
