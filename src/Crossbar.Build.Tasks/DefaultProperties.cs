using System.Xml;
using System.Xml.Linq;

namespace Crossbar.Build.Tasks;

/// <summary>The properties that a project may set for Crossbar, and what looks like one of them and is none: MSBuild ignores it without a word.</summary>
internal static class DefaultProperties
{
    private const string Prefix = "Crossbar";

    // More edits than this make another word.
    private const int MaxDistance = 2;

    private static readonly string[] Names =
    [
        "CrossbarAccessibility", "CrossbarHardware", "CrossbarMapping", "CrossbarConversion", "CrossbarMaxRows", "CrossbarMaxColumns", "CrossbarDacBits",
        "CrossbarAdcBits", "CrossbarWireResistance", "CrossbarNetlist", "CrossbarPublishNetlists", "CrossbarTables", "CrossbarReport",
        "CrossbarDotNetHost", "CrossbarIntermediateOutputPath", "CrossbarPrepareDependsOn", "CrossbarTasksAssembly", "CrossbarToolPath",
    ];

    /// <summary>All names, in any case as in MSBuild.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>Warnings about the properties that project files set under a name that is nearly one of <see cref="All"/>, in their order.</summary>
    /// <param name="files">A project and what it imports of the user's; those that do not exist set nothing.</param>
    public static IEnumerable<DiagnosticLine> Misspelt(IEnumerable<string> files) => files.Where(File.Exists).SelectMany(MisspeltIn);

    /// <summary>The name that was probably meant; null for a right name, or one of the user's own.</summary>
    public static string? Nearest(string name)
    {
        if (!name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || Names.Contains(name, StringComparer.OrdinalIgnoreCase))
            return null;
        var (nearest, distance) = Names.Select(known => (Name: known, Distance: EditDistance.Between(known, name))).OrderBy(pair => pair.Distance).First();
        return distance <= Math.Min(MaxDistance, (name.Length - Prefix.Length) / 2) ? nearest : null;
    }

    private static IEnumerable<DiagnosticLine> MisspeltIn(string file)
    {
        foreach (var property in Load(file).Descendants().Where(element => element.Parent?.Name.LocalName == "PropertyGroup"))
        {
            if (Nearest(property.Name.LocalName) is { } nearest)
            {
                var place = (IXmlLineInfo)property;
                yield return new DiagnosticLine(
                    false, TaskMessages.MisspeltProperty.Code, file, place.LineNumber, place.LinePosition,
                    TaskMessages.MisspeltProperty.Text(property.Name.LocalName, nearest));
            }
        }
    }

    // MSBuild has read the file before; what is no XML by now is being written and sets nothing.
    private static XDocument Load(string file)
    {
        using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        try
        {
            return XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException)
        {
            return new XDocument();
        }
    }
}
