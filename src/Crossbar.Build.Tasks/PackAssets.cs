using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;

namespace Crossbar.Build.Tasks;

/// <summary>NuGet's assets file as pack is to see it. Read as XML, since the tasks have no JSON library to bring along.</summary>
internal static class PackAssets
{
    private const string Compiler = "Crossbar.Build";
    private const string Runtime = "Crossbar.Runtime";

    /// <summary>The file with Crossbar.Runtime in the place of Crossbar.Build; null where the project does not reference Crossbar.Build.</summary>
    /// <exception cref="InvalidDataException">The file is no assets file.</exception>
    public static string? Rewrite(byte[] json)
    {
        var root = Read(json);
        var dependencies = Child(Child(root, "project"), "frameworks")?.Elements()
            .Select(framework => Child(framework, "dependencies")).Where(list => Child(list, Compiler) is not null).ToArray();
        if (dependencies is not { Length: > 0 })
            return null;
        foreach (var list in dependencies)
            Replace(list!, RangeFor(root, NameOf(list!.Parent!)));
        return Write(root);
    }

    private static void Replace(XElement dependencies, string? range)
    {
        Child(dependencies, Compiler)!.Remove();
        // A reference of the user's own has a range and assets of the user's choice.
        if (range is not null && Child(dependencies, Runtime) is null)
            dependencies.Add(new XElement(Runtime, Type("object"), Text("target", "Package"), Text("version", range)));
    }

    // What the compiler's package demands of the runtime is what code that it generated demands. Null for frameworks older than the runtime, for which
    // there is no generated code and the package demands nothing; NuGet has long names for some of those.
    private static string? RangeFor(XElement root, string framework) => (Child(root, "targets")?.Elements() ?? [])
        .Where(target => NameOf(target) == framework)
        .SelectMany(target => target.Elements())
        .Where(package => NameOf(package).StartsWith(Compiler + "/", StringComparison.OrdinalIgnoreCase))
        .Select(package => Child(Child(package, "dependencies"), Runtime)?.Value)
        .FirstOrDefault();

    private static XElement Read(byte[] json)
    {
        try
        {
            using var reader = JsonReaderWriterFactory.CreateJsonReader(json, XmlDictionaryReaderQuotas.Max);
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            throw new InvalidDataException($"The assets file is no JSON ({e.Message}). Restore the project again.");
        }
    }

    private static string Write(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = JsonReaderWriterFactory.CreateJsonWriter(stream, new UTF8Encoding(false), ownsStream: false))
            root.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(child => string.Equals(NameOf(child), name, StringComparison.OrdinalIgnoreCase));

    // A key that is no XML name, such as Crossbar.Build/0.1.0, is in an attribute.
    private static string NameOf(XElement member) => member.Attribute("item")?.Value ?? member.Name.LocalName;

    private static XElement Text(string name, string value) => new(name, Type("string"), value);

    private static XAttribute Type(string type) => new("type", type);
}
