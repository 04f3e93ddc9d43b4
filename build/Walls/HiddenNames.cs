using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Crossbar.Walls;

/// <summary>
/// The names of types and members that stand behind a room's walls: most names in code are none of them, and need not be bound, which takes a hundred times
/// as long as to look one up.
/// </summary>
internal sealed class HiddenNames
{
    private const string Attribute = "Attribute";

    private readonly Plan _plan;
    private readonly Dictionary<string, HashSet<string>> _rooms = new(StringComparer.Ordinal);
    private readonly HashSet<string> _aliases;
    private readonly ConcurrentDictionary<string, HashSet<string>> _hidden = new(StringComparer.Ordinal);

    /// <summary>Gathers the names of all rooms.</summary>
    public HiddenNames(Plan plan, Compilation compilation)
    {
        _plan = plan;
        // What an alias stands for is known only when it is bound.
        _aliases = new(
            compilation.SyntaxTrees.SelectMany(tree => ((CompilationUnitSyntax)tree.GetRoot()).Usings).Select(directive => directive.Alias?.Name.Identifier.ValueText).OfType<string>(),
            StringComparer.Ordinal);
        if (compilation.GlobalNamespace.GetNamespaceMembers().FirstOrDefault(space => space.Name == Plan.Root) is { } root)
            AddAll(root, "");
    }

    /// <summary>Whether a name may be one behind a wall of a room.</summary>
    public bool MayBe(string name, string room) => _hidden.GetOrAdd(room, From).Contains(name);

    private HashSet<string> From(string room) => new(
        _aliases.Concat(_rooms.Where(other => !_plan.Allows(room, other.Key)).SelectMany(other => other.Value)), StringComparer.Ordinal);

    private void AddAll(INamespaceSymbol space, string name)
    {
        foreach (var type in space.GetTypeMembers())
        {
            var room = _plan.RoomOf(name, type.Name);
            if (!_rooms.TryGetValue(room, out var names))
                _rooms.Add(room, names = new(StringComparer.Ordinal));
            Add(type, names);
        }

        foreach (var inner in space.GetNamespaceMembers())
            AddAll(inner, name.Length == 0 ? inner.Name : name + "." + inner.Name);
    }

    private static void Add(INamedTypeSymbol type, HashSet<string> names)
    {
        names.Add(type.Name);
        if (type.Name.EndsWith(Attribute, StringComparison.Ordinal))
            names.Add(type.Name.Substring(0, type.Name.Length - Attribute.Length));
        names.UnionWith(type.GetMembers().Select(member => member.Name));
        foreach (var inner in type.GetTypeMembers())
            Add(inner, names);
    }
}
