namespace Crossbar.Compiler.Netlists.Decks;

/// <summary>What a file of a netlist folder is. Names with Deck are simulated by themselves, the others are included.</summary>
public enum NetlistKind
{
    /// <summary>Global parameters.</summary>
    Parameters,

    /// <summary>Devices and amplifiers.</summary>
    Devices,

    /// <summary>The subcircuit of an array.</summary>
    Array,

    /// <summary>An array with its test vector.</summary>
    ArrayDeck,

    /// <summary>The subcircuit of a layer.</summary>
    Layer,

    /// <summary>A layer with its test vector.</summary>
    LayerDeck,

    /// <summary>The functions of an analog network with their test voltages.</summary>
    FunctionDeck,

    /// <summary>The whole model.</summary>
    ModelDeck,

    /// <summary>A picture of a layer's arrays.</summary>
    Picture,
}
