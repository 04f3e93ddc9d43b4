namespace Crossbar.Compiler.Reporting.Page;

/// <summary>One array with its heat maps.</summary>
/// <param name="Tile">Number of its tile in the layer, from 0.</param>
/// <param name="Inverted">Whether inverted inputs drive it: the second one of a pair.</param>
/// <param name="FirstRow">The layer's row (input) that the tile begins with.</param>
/// <param name="FirstOutput">The layer's output that it begins with.</param>
/// <param name="Outputs">Number of outputs.</param>
/// <param name="WordLines">Number of word lines.</param>
/// <param name="BitLines">Number of bit lines.</param>
/// <param name="Rows">For each word line the input, counted from <paramref name="FirstRow"/>, that drives it; empty where a pixel is several cells.</param>
/// <param name="Columns">What each bit line is, such as <c>output 3</c> or <c>reference</c>; empty where a pixel is several cells.</param>
/// <param name="Block">A pixel of the maps is the mean of so many word and bit lines.</param>
/// <param name="Targets">From the floor to the greatest of its targets: what the wires leave of the devices' range.</param>
/// <param name="Conductance">Programmed conductances, in siemens.</param>
/// <param name="DropBefore">1 − T / target of each cell with the target itself programmed over the whole conductance range.</param>
/// <param name="DropAfter">1 − T / target of each cell as programmed.</param>
/// <param name="Deck">The file of its netlist; null where none was written.</param>
public sealed record ArrayPage(
    int Tile,
    bool Inverted,
    int FirstRow,
    int FirstOutput,
    int Outputs,
    int WordLines,
    int BitLines,
    ImmutableArray<int> Rows,
    ImmutableArray<string> Columns,
    int Block,
    ConductanceRange Targets,
    HeatMap Conductance,
    HeatMap DropBefore,
    HeatMap DropAfter,
    string? Deck);
