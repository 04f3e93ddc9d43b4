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

    /// <summary>Netlists, RTL and pages for the output folder of this project alone, with their TargetPath.</summary>
    [Output]
    public ITaskItem[] OwnFiles { get; set; } = [];

    /// <summary>Netlists, RTL and pages that go along with the assembly, to the projects that reference this one and to what is published, with their TargetPath.</summary>
    [Output]
    public ITaskItem[] PublishedFiles { get; set; } = [];

    /// <summary>Netlists for a folder of the user's choice outside the output folder, with their DestinationFolder.</summary>
    [Output]
    public ITaskItem[] ExternalNetlists { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var sources = new List<ITaskItem>();
        var resources = new List<ITaskItem>();
        var ownFiles = new List<ITaskItem>();
        var publishedFiles = new List<ITaskItem>();
        var externalNetlists = new List<ITaskItem>();
        foreach (var compilation in Compilations)
        {
            var files = ModelFiles.Beside(compilation.GetMetadata("Request"));
            var written = CompileOutputs.Read(files);
            var copied = compilation.GetMetadata("PublishNetlists") == "true" ? publishedFiles : ownFiles;
            sources.Add(Item(SourceOf(files)));
            if (written.Contains(files.TablesResource))
                resources.Add(Item(files.TablesResource, ("LogicalName", Path.GetFileName(files.TablesResource))));
            foreach (var page in written.Where(path => path.EndsWith(FileNames.Page, StringComparison.Ordinal)))
                copied.Add(Item(page, ("TargetPath", Path.GetFileName(page))));
            AddFolder(FileNames.NetlistFolder, compilation.GetMetadata("NetlistDirectory"), files, written, copied);
            AddFolder(FileNames.RtlFolder, Path.Combine(FileNames.RtlFolder, compilation.GetMetadata("FullName")), files, written, copied);
        }

        Sources = [.. sources];
        Resources = [.. resources];
        OwnFiles = [.. ownFiles];
        PublishedFiles = [.. publishedFiles];
        ExternalNetlists = [.. externalNetlists];
        return true;

        void AddFolder(string kind, string destination, ModelFiles files, IReadOnlyList<string> written, List<ITaskItem> copied)
        {
            var folder = Path.Combine(files.Directory, kind, files.ClassName) + Path.DirectorySeparatorChar;
            foreach (var file in written.Where(path => path.StartsWith(folder, StringComparison.Ordinal)))
            {
                var target = Path.Combine(destination, file.Substring(folder.Length));
                if (Path.IsPathRooted(destination))
                    externalNetlists.Add(Item(file, ("DestinationFolder", Path.GetDirectoryName(target)!)));
                else
                    copied.Add(Item(file, ("TargetPath", target)));
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
