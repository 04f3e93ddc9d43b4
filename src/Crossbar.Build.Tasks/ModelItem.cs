using Microsoft.Build.Framework;

namespace Crossbar.Build.Tasks;

/// <summary>A CrossbarModel item with its defaults filled in.</summary>
internal sealed class ModelItem
{
    private const string NoNetlistLinks = "-";

    private readonly string _projectDirectory;
    private readonly SortedDictionary<string, string> _metadata = new(StringComparer.Ordinal);

    public ModelItem(ITaskItem item, string projectDirectory, string rootNamespace)
    {
        Item = item;
        _projectDirectory = projectDirectory;
        foreach (string name in item.CloneCustomMetadata().Keys)
        {
            // The request has a line for each value; empty is what ItemDefinitionGroup defaults are when their property is not set.
            var value = item.GetMetadata(name).Replace("\r", string.Empty).Replace('\n', ' ').Trim();
            if (value.Length > 0 && !ForeignMetadata.Contains(name))
                _metadata[name] = value;
        }

        ClassName = Take(nameof(ClassName)) ?? ClassNaming.ForModel(item.ItemSpec);
        Namespace = Take(nameof(Namespace)) ?? NamespaceOf(rootNamespace);
        Accessibility = Take(nameof(Accessibility)) ?? "public";
        NetlistDirectory = Take(nameof(NetlistDirectory)) ?? Path.Combine(FileNames.NetlistFolder, FullName);
        PublishesNetlists = TakePublishesNetlists();
    }

    /// <summary>The item.</summary>
    public ITaskItem Item { get; }

    /// <summary>The name of the generated class.</summary>
    public string ClassName { get; }

    /// <summary>The namespace of the generated class; empty for the global one.</summary>
    public string Namespace { get; }

    /// <summary>The class with its namespace, which tells it from classes of the same name in other projects.</summary>
    public string FullName => Namespace.Length == 0 ? ClassName : Namespace + "." + ClassName;

    /// <summary>The accessibility of the generated class.</summary>
    public string Accessibility { get; }

    /// <summary>
    /// Where the build copies the netlists to, in the output folder unless absolute. The tool does not see it: it writes them beside the
    /// tables, where they are part of the whole compile, and another place for the copies is no reason to compile again.
    /// </summary>
    public string NetlistDirectory { get; }

    /// <summary>Whether netlists and the page go along with the assembly, to the projects that reference this one and to what is published.</summary>
    public bool PublishesNetlists { get; }

    private bool HasReport =>
        _metadata.Any(pair => string.Equals(pair.Key, "Report", StringComparison.OrdinalIgnoreCase) && string.Equals(pair.Value, "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>The request for the tool.</summary>
    /// <param name="outputDirectory">Where the tool writes.</param>
    /// <param name="toolVersion">The package's version.</param>
    /// <param name="targetFrameworks">All frameworks of the project, separated by semicolons; empty when it has but one.</param>
    public CrossbarRequest ToRequest(string outputDirectory, string toolVersion, string targetFrameworks = "") => new(
        Path.GetFullPath(Path.Combine(_projectDirectory, Item.ItemSpec)),
        [
            new(nameof(ClassName), ClassName),
            new(nameof(Namespace), Namespace),
            new(nameof(Accessibility), Accessibility),
            .. _metadata,
        ],
        _projectDirectory,
        outputDirectory,
        Item.GetMetadata("DefiningProjectFullPath"),
        toolVersion)
    {
        // The page lies in the output folder. Without one, another place for the copies of netlists is no reason to compile again.
        NetlistLinks = !HasReport ? string.Empty : NamesOneOf(targetFrameworks) ? NoNetlistLinks : NetlistDirectory,
    };

    // All frameworks share one request and one page: one with another folder for each would be written anew by each of their builds.
    private bool NamesOneOf(string targetFrameworks) => targetFrameworks.Split(';').Select(framework => framework.Trim())
        .Any(framework => framework.Length > 0 && NetlistDirectory.IndexOf(framework, StringComparison.OrdinalIgnoreCase) >= 0);

    // Project names such as my-app are no namespaces.
    private static string NamespaceOf(string rootNamespace) =>
        string.Join(".", rootNamespace.Split('.').Where(part => part.Trim().Length > 0).Select(ClassNaming.Identifier));

    // Where the copies go is no reason to compile again, so the tool sees only what it must reject: a value that is neither true nor false.
    private bool TakePublishesNetlists()
    {
        var text = Take("PublishNetlists");
        if (text is not null && !bool.TryParse(text, out _))
            _metadata["PublishNetlists"] = text;
        return string.Equals(text, "true", StringComparison.OrdinalIgnoreCase);
    }

    // Metadata names are case-insensitive in MSBuild.
    private string? Take(string name)
    {
        var key = _metadata.Keys.FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase));
        if (key is null)
            return null;
        var value = _metadata[key];
        _metadata.Remove(key);
        return value;
    }
}
