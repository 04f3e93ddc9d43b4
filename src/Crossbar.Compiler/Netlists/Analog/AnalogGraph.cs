using Crossbar.Compiler.Netlists.Analog.Functions;

namespace Crossbar.Compiler.Netlists.Analog;

/// <summary>What reads what in a network of circuits: functions of one value read that value, and what only they are composed of has no circuit.</summary>
internal sealed class AnalogGraph
{
    private readonly bool[] _isNeeded;

    /// <summary>Looks at a network.</summary>
    /// <param name="design">The network on crossbars.</param>
    public AnalogGraph(NetworkDesign design)
    {
        Design = design;
        var functions = ImmutableDictionary.CreateBuilder<int, ElementFunctions>();
        for (var k = 0; k < design.Layers.Length; k++)
        {
            if (ElementFunctions.Of(design, k) is { } function)
                functions.Add(k, function);
        }

        Functions = functions.ToImmutable();
        _isNeeded = new bool[design.Layers.Length + 1];
        _isNeeded[^1] = true;
        for (var k = design.Layers.Length - 1; k >= 0; k--)
        {
            foreach (var input in InputsOf(k))
                _isNeeded[input] |= _isNeeded[k + 1];
        }
    }

    /// <summary>The network.</summary>
    public NetworkDesign Design { get; }

    /// <summary>The layers that are functions of each element, by position.</summary>
    public ImmutableDictionary<int, ElementFunctions> Functions { get; }

    /// <summary>The values that a layer's circuit reads.</summary>
    public ImmutableArray<int> InputsOf(int layer) => Functions.TryGetValue(layer, out var function) ? [function.Input] : Design.Layers[layer].Inputs;

    /// <summary>Whether any circuit reads a value, or it is the network's output.</summary>
    public bool IsNeeded(int value) => _isNeeded[value];
}
