using Microsoft.CodeAnalysis.Text;

namespace Crossbar.Walls;

/// <summary>Which room may see which, read from a text file. A room is a namespace below <see cref="Root"/>, named without it. Line by line:
/// <list type="bullet">
/// <item><c>Room: Seen Seen</c> is a room and those that it may see, all of which have lines above: so arrows make no cycles.</item>
/// <item><c>Room {Type Type}: Seen</c> is a room for types that are published in other namespaces, and for the namespace of its name if there is one.</item>
/// <item><c>group = Seen Seen</c> is a name for several rooms.</item>
/// <item><c>Name.*</c> stands for a room and all below it that have lines above.</item>
/// <item><c>#</c> begins a comment; a line that begins with a space continues the one before.</item>
/// </list>
/// </summary>
public sealed class Plan
{
    /// <summary>The namespace whose parts the plan is about; what is outside is seen by all.</summary>
    public const string Root = "Crossbar";

    private const string Subtree = ".*";

    private readonly Dictionary<string, HashSet<string>> _rooms = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Namespace, string Type), string> _types = [];
    private readonly Dictionary<string, string[]> _groups = new(StringComparer.Ordinal);
    private readonly List<PlanFault> _faults = [];

    /// <summary>Reads a plan.</summary>
    /// <param name="text">The file.</param>
    public Plan(SourceText text)
    {
        var lines = text.Lines.Select(line => (Line: line, Text: line.ToString().Split('#')[0].TrimEnd())).Where(line => line.Text.Length > 0).ToArray();
        for (var k = 0; k < lines.Length;)
        {
            var first = k;
            var whole = lines[k++].Text;
            for (; k < lines.Length && char.IsWhiteSpace(lines[k].Text[0]); k++)
                whole += lines[k].Text;
            Read(lines[first].Line, whole);
        }
    }

    /// <summary>What is wrong with the plan; empty where it holds together.</summary>
    public IReadOnlyList<PlanFault> Faults => _faults;

    /// <summary>Whether a room has a line.</summary>
    public bool Knows(string room) => _rooms.ContainsKey(room);

    /// <summary>The room of a type.</summary>
    /// <param name="space">Its namespace without the root.</param>
    /// <param name="type">Its name; that of the outermost type for a nested one.</param>
    public string RoomOf(string space, string type) => _types.TryGetValue((space, type), out var room) ? room : space;

    /// <summary>Whether one room may see another. One without a line may: that it has none is an error already.</summary>
    public bool Allows(string from, string to) => from == to || !_rooms.TryGetValue(from, out var seen) || seen.Contains(to);

    private void Read(TextLine line, string text)
    {
        var sign = text.IndexOfAny([':', '=']);
        var head = sign < 0 ? [] : Words(text.Substring(0, sign));
        if (head.Length == 0 || (head.Length > 1 && (text[sign] == '=' || head[1][0] != '{' || !head[head.Length - 1].EndsWith("}", StringComparison.Ordinal))))
        {
            _faults.Add(new(line, "A line is 'Room: Seen', 'Room {Type}: Seen' or 'group = Seen'"));
            return;
        }

        var name = head[0];
        if (_rooms.ContainsKey(name) || _groups.ContainsKey(name))
        {
            _faults.Add(new(line, $"'{name}' has two lines"));
            return;
        }

        foreach (var type in head.Skip(1).Select(word => word.Trim('{', '}')).Where(type => type.Length > 0))
        {
            var end = type.LastIndexOf('.');
            _types[(type.Substring(0, Math.Max(end, 0)), type.Substring(end + 1))] = name;
        }

        // The room comes last: it does not stand above itself.
        var seen = Words(text.Substring(sign + 1)).SelectMany(word => Rooms(line, word)).ToArray();
        if (text[sign] == '=')
            _groups.Add(name, seen);
        else
            _rooms.Add(name, new(seen, StringComparer.Ordinal));
    }

    private string[] Rooms(TextLine line, string word)
    {
        if (_groups.TryGetValue(word, out var group))
            return group;
        string[] rooms = word.EndsWith(Subtree, StringComparison.Ordinal)
            ? [.. _rooms.Keys.Where(room => (room + ".").StartsWith(word.Substring(0, word.Length - 1), StringComparison.Ordinal))]
            : _rooms.ContainsKey(word) ? [word] : [];
        if (rooms.Length == 0)
            _faults.Add(new(line, $"'{word}' has no line above this one: arrows point up, so that they make no cycle"));
        return rooms;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
