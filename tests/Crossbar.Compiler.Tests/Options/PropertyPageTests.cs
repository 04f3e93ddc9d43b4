using System.Xml;
using System.Xml.Linq;

namespace Crossbar.Compiler.Tests.Options;

/// <summary>build/CrossbarModel.xaml, by which Visual Studio's property grid lists the metadata of a CrossbarModel.</summary>
public sealed class PropertyPageTests
{
    private static readonly XNamespace Xaml = "http://schemas.microsoft.com/build/2009/properties";

    [Fact]
    public void The_rule_is_what_the_table_of_options_says()
    {
        var rule = new XElement(Xaml + "Rule",
            new XAttribute("Name", "CrossbarModel"),
            new XAttribute("DisplayName", "Crossbar model"),
            new XAttribute("Description", "A trained network that the build compiles to memristor crossbars"),
            new XAttribute("PageTemplate", "generic"),
            new XAttribute("OverrideMode", "Extend"),
            new XElement(Xaml + "Rule.DataSource", DataSource("ProjectFile", new XAttribute("PersistenceStyle", "Attribute"))),
            new XElement(Xaml + "Rule.Categories", OptionTable.All.Select(option => option.Group).Distinct().Select(Category)),
            new XElement(Xaml + "DynamicEnumProperty",
                new XAttribute("Name", "{}{ItemType}"),
                new XAttribute("DisplayName", "Build Action"),
                new XAttribute("Description", "What the build does with the file"),
                new XAttribute("EnumProvider", "ItemTypes")),
            Intrinsic("Identity"),
            Intrinsic("FullPath"),
            OptionTable.All.Concat(OptionTable.OfTheBuild).Select(Property));
        var document = new XDocument(
            new XComment(" Written by PropertyPageTests from OptionTable: run it with CROSSBAR_ACCEPT_SNAPSHOTS=1. "),
            new XElement(Xaml + "ProjectSchemaDefinitions",
                new XElement(Xaml + "ItemType", new XAttribute("Name", "CrossbarModel"), new XAttribute("DisplayName", "Crossbar model")),
                rule));
        GeneratedFile.IsCurrent(Text(document), "build", "CrossbarModel.xaml");
    }

    /// <summary>The rule is loaded where a project imports the props, for a selected file.</summary>
    [Fact]
    public void The_props_name_the_rule_for_a_selected_file()
    {
        var props = XDocument.Load(Repository.At("build", "Crossbar.Build.props"));
        var schema = Assert.Single(props.Descendants("PropertyPageSchema"));
        var file = schema.Attribute("Include")!.Value.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal);
        Assert.True(File.Exists(Repository.At("build", file)), file);
        Assert.Equal("File;BrowseObject", schema.Element("Context")!.Value);
    }

    private static XElement Category(OptionGroup group) =>
        new(Xaml + "Category", new XAttribute("Name", group.ToString()), new XAttribute("DisplayName", group.ToString()));

    private static XElement Property(OptionDefinition option)
    {
        // Text even where a number is needed: metadata may be $(Properties), and what is not given must stay so.
        var kind = option.Choices.IsEmpty ? "StringProperty" : "EnumProperty";
        return new XElement(Xaml + kind,
            new XAttribute("Name", option.Name),
            new XAttribute("DisplayName", option.Name),
            new XAttribute("Category", option.Group.ToString()),
            new XAttribute("Description", GeneratedFile.Describe(option)),
            option is PathOption path ? new XAttribute("Subtype", path.IsDirectory ? "folder" : "file") : null,
            option.Choices.IsEmpty ? null : Values(option));
    }

    // Empty metadata is not given: the default of the project's properties, or else of the compiler.
    private static IEnumerable<XElement> Values(OptionDefinition option) => option.Choices
        .Select(name => Value(name, name))
        .Prepend(Value("", $"(default: {option.Default})"));

    private static XElement Value(string name, string displayName) =>
        new(Xaml + "EnumValue", new XAttribute("Name", name), new XAttribute("DisplayName", displayName));

    private static XElement Intrinsic(string name) => new(Xaml + "StringProperty",
        new XAttribute("Name", name),
        new XAttribute("Visible", "false"),
        new XAttribute("ReadOnly", "true"),
        new XElement(Xaml + "StringProperty.DataSource", DataSource("Intrinsic", new XAttribute("PersistedName", name))));

    private static XElement DataSource(string persistence, XAttribute more) => new(Xaml + "DataSource",
        new XAttribute("Persistence", persistence),
        new XAttribute("ItemType", "CrossbarModel"),
        more,
        new XAttribute("HasConfigurationCondition", "false"),
        new XAttribute("SourceOfDefaultValue", "AfterContext"));

    private static string Text(XDocument document)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(false) };
        using (var writer = XmlWriter.Create(stream, settings))
            document.Save(writer);
        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
