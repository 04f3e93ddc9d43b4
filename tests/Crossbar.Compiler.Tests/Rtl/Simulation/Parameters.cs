using System.Collections;
using System.Numerics;

namespace Crossbar.Compiler.Tests.Rtl.Simulation;

/// <summary>A module's parameters, by name.</summary>
internal sealed class Parameters : IEnumerable<string>
{
    private readonly List<string> _assignments = [];

    /// <summary>A number: plain as people write it, or with a width where it needs one.</summary>
    public void Add(string name, BigInteger value)
    {
        var magnitude = BigInteger.Abs(value);
        var literal = magnitude > int.MaxValue ? $"64'sd{magnitude}" : $"{magnitude}";
        _assignments.Add($".{name}({(value < 0 ? "-" : "")}{literal})");
    }

    /// <summary>A table.</summary>
    public void Add(string name, IEnumerable<BigInteger> numbers, int bits)
    {
        var table = numbers.ToArray();
        _assignments.Add($".{name}({table.Length * bits}'h{Packed.Hex(Packed.Of(table, bits), table.Length * bits)})");
    }

    public void Add(string name, string text) => _assignments.Add($".{name}(\"{text}\")");

    public IEnumerator<string> GetEnumerator() => _assignments.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>As they stand after the module's name.</summary>
    public override string ToString() => _assignments.Count == 0 ? "" : $"#({string.Join(", ", _assignments)})";
}
