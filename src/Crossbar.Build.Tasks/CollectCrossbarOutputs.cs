using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks;

/// <summary>Turns the lists of files that the tool wrote into items: what to compile, what to embed, what to copy.</summary>
[MSBuildMultiThreadableTask]
public sealed class CollectCrossbarOutputs : Task
{
    /// <summary>The items that <see cref="PrepareCrossbarModels"/> made.</summary>
    public ITaskItem[] Compilations { get; set; } = [];

    /// <summary>Whether an editor asks: then a stub stands in for tables that are missing or belong to another request.</summary>
    public bool DesignTime { get; set; }

    /// <summary>C# files to compile.</summary>
    [Output]
    public ITaskItem[] Sources { get; set; } = [];

    /// <summary>Binary tables to embed, with their LogicalName.</summary>
    [Output]
    public ITaskItem[] Resources { get; set; } = [];

    /// <summary>Netlists for the output folder, with their TargetPath.</summary>
    [Output]
    public ITaskItem[] Netlists { get; set; } = [];

    /// <summary>Netlists for a folder of the user's choice outside the output folder, with their DestinationFolder.</summary>
    [Output]
    public ITaskItem[] ExternalNetlists { get; set; } = [];

    /// <summary>HTML pages for the output folder, with their TargetPath.</summary>
    [Output]
    public ITaskItem[] Pages { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var sources = new List<ITaskItem>();
        var resources = new List<ITaskItem>();
        var netlists = new List<ITaskItem>();
        var externalNetlists = new List<ITaskItem>();
        var pages = new List<ITaskItem>();
        foreach (var compilation in Compilations)
        {
            var files = ModelFiles.Beside(compilation.GetMetadata("Request"));
            var written = CompileOutputs.Read(files);
            sources.Add(Item(SourceOf(files)));
            if (written.Contains(files.TablesResource))
                resources.Add(Item(files.TablesResource, ("LogicalName", Path.GetFileName(files.TablesResource))));
            if (written.Contains(files.Page))
                pages.Add(Item(files.Page, ("TargetPath", Path.GetFileName(files.Page))));
            AddNetlists(compilation.GetMetadata("NetlistDirectory"), files, written);
        }

        Sources = [.. sources];
        Resources = [.. resources];
        Netlists = [.. netlists];
        ExternalNetlists = [.. externalNetlists];
        Pages = [.. pages];
        return true;

        void AddNetlists(string destination, ModelFiles files, IReadOnlyList<string> written)
        {
            var folder = Path.Combine(files.Directory, CompileOutputs.NetlistFolder, files.ClassName) + Path.DirectorySeparatorChar;
            foreach (var netlist in written.Where(path => path.StartsWith(folder, StringComparison.Ordinal)))
            {
                var target = Path.Combine(destination, netlist.Substring(folder.Length));
                if (Path.IsPathRooted(destination))
                    externalNetlists.Add(Item(netlist, ("DestinationFolder", Path.GetDirectoryName(target)!)));
                else
                    netlists.Add(Item(netlist, ("TargetPath", target)));
            }
        }
    }

    // A real build never takes the stub: without its tables it must fail, not make a program that throws when it runs.
    private string SourceOf(ModelFiles files) =>
        DesignTime && !(File.Exists(files.Tables) && InputFingerprint.Covers(files.CompileInputs, files.Request))
            ? files.Stub
            : files.Tables;

    private static ITaskItem Item(string path, params (string Name, string Value)[] metadata)
    {
        var item = (ITaskItem2)new TaskItem();
        item.EvaluatedIncludeEscaped = MSBuildText.Escape(path);
        foreach (var (name, value) in metadata)
            item.SetMetadataValueLiteral(name, value);
        return item;
    }
}
