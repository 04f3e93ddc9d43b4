using Crossbar.Compiler.Netlists.Arrays;
using Crossbar.Compiler.Netlists.Circuits;

namespace Crossbar.Compiler.Netlists.Layers;

/// <summary>A crossbar layer's arrays side by side, and what their lines stand for.</summary>
/// <param name="Compiled">The layer.</param>
/// <param name="Index">Its number among the crossbar layers.</param>
/// <param name="Hardware">The chip.</param>
internal sealed record LayerCircuit(CompiledLayer Compiled, int Index, HardwareDesign Hardware)
{
    /// <summary>The name of the layer's subcircuit, and of its files without their extension.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"layer{Index:D2}");

    /// <summary>Number of the layer's inputs: the rows of a whole window over all groups.</summary>
    public int RowCount => Compiled.Unrolled.RowCount;

    /// <summary>Number of outputs of one read.</summary>
    public int OutputCount => Compiled.Unrolled.Source.Outputs;

    /// <summary>Whether a second array is driven by inverted inputs.</summary>
    public bool HasInvertedInputs => Compiled.Unrolled.Subtraction == CurrentSubtraction.ArrayPair;

    /// <summary>The files that a deck with this layer includes before the layer's own.</summary>
    public IEnumerable<string> ArrayFiles
    {
        get
        {
            for (var t = 0; t < Compiled.Arrays.Length; t++)
            {
                for (var a = 0; a < Compiled.Arrays[t].Layout.ArrayCount; a++)
                    yield return ArrayNetlists.NameOf(Index, t, a) + ".inc";
            }
        }
    }

    /// <summary>What the runtime makes of one read of an array.</summary>
    /// <param name="array">The array's number.</param>
    /// <param name="pulse">Which of the pulses that tell the inputs.</param>
    public ArrayRead ReadOf(int array, int pulse = 0) => new(Compiled.Layer, array, new LayerContext(Compiled.Unrolled.Index, [], Hardware, new CrossbarOptions()), pulse);

    /// <summary>The node at the end of a bit line.</summary>
    public static Name SenseNode(int tile, int array, int bitLine) => new(SenseWord(tile, array), bitLine);

    private static string SenseWord(int tile, int array) => string.Create(CultureInfo.InvariantCulture, $"t{tile:D3}{(array == 0 ? "" : "_inverted")}_c");

    /// <summary>The instances of all arrays, between the nodes in_r (or inverted_r) and the sense nodes.</summary>
    public IEnumerable<Element> Arrays()
    {
        for (var t = 0; t < Compiled.Arrays.Length; t++)
        {
            var layout = Compiled.Arrays[t].Layout;
            var firstRow = Compiled.Arrays[t].Programmed.Rows.First;
            for (var a = 0; a < layout.ArrayCount; a++)
            {
                var (inputs, sense) = (a == 0 ? "in" : "inverted", SenseWord(t, a));
                Name[] nodes =
                [
                    .. Enumerable.Range(0, layout.RowCount).Select(i => new Name(inputs, firstRow + layout.InputOf(i))),
                    .. Enumerable.Range(0, layout.BitLines).Select(j => new Name(sense, j)),
                ];
                yield return new Instance(string.Create(CultureInfo.InvariantCulture, $"t{t:D3}{(a == 0 ? "" : "_inverted")}"), nodes, ArrayNetlists.NameOf(Index, t, a));
            }
        }
    }

    /// <summary>The bit lines of a tile's output: those whose currents count, and those whose currents are subtracted.</summary>
    public static (ImmutableArray<(int Array, int BitLine)> Plus, ImmutableArray<(int Array, int BitLine)> Minus) LinesOf(ArrayLayout layout, int output)
    {
        // Inverted inputs of a second array have done the subtraction.
        var lines =
            from array in Enumerable.Range(0, layout.ArrayCount)
            from bitLine in Enumerable.Range(0, layout.BitLines)
            let role = layout.RoleOf(layout.LineOf(bitLine))
            where role is { } line && (line.Output ?? output) == output
            select (role.Value.IsSubtracted, Place: (array, bitLine));
        return ([.. lines.Where(line => !line.IsSubtracted).Select(line => line.Place)], [.. lines.Where(line => line.IsSubtracted).Select(line => line.Place)]);
    }
}
