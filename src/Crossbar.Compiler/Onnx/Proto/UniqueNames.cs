namespace Crossbar.Compiler.Onnx.Proto;

/// <summary>Hands out names, none of them twice.</summary>
internal sealed class UniqueNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>Takes a name, with a number appended where it is taken.</summary>
    public string Take(string wanted)
    {
        if (_taken.Add(wanted))
            return wanted;
        for (var number = _next.GetValueOrDefault(wanted, 2); ; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number}");
            if (!_taken.Add(name))
                continue;
            _next[wanted] = number + 1;
            return name;
        }
    }
}
