using Crossbar.Compiler.Onnx.Tensors;

namespace Crossbar.Compiler.Onnx.Graph;

/// <summary>
/// Stand-ins for whole numbers that are moved and not computed with: their number in this pool, which a float holds exactly where it
/// might not hold a 64-bit integer.
/// </summary>
internal sealed class ElementPool
{
    private readonly List<long> _values = [];

    /// <summary>The stand-ins of some elements.</summary>
    /// <exception cref="NodeException">There are too many.</exception>
    public ImmutableArray<float> Stand(ImmutableArray<long> values)
    {
        if (_values.Count + (long)values.Length > IntegerTensor.LargestExact)
            throw new NodeException($"It moves more than {IntegerTensor.LargestExact} integers. Let the exporter fold constants.");
        var first = _values.Count;
        _values.AddRange(values);
        return [.. Enumerable.Range(first, values.Length).Select(k => (float)k)];
    }

    /// <summary>What a stand-in stands for.</summary>
    public long this[float stand] => _values[(int)stand];
}
