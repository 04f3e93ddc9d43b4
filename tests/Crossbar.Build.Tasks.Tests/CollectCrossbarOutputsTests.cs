using Crossbar.Tests.Support;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks.Tests;

public sealed class CollectCrossbarOutputsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModelFiles _files;

    public CollectCrossbarOutputsTests()
    {
        _files = ModelFiles.For(_folder.Path, "NetCrossbar");
        _folder.Write("NetCrossbar/NetCrossbar.request", "request");
        _folder.Write("NetCrossbar/NetCrossbar.tables.g.cs", "// tables");
        InputFingerprint.Of([_files.Request]).Write(_files.CompileInputs);
        File.WriteAllText(_files.Outputs, "NetCrossbar.tables.g.cs\nNetCrossbar.tables.bin\nnetlists/NetCrossbar/top.cir\nnetlists/NetCrossbar/conv1/0-0.cir\nNetCrossbar.report.json\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Tables_are_compiled_and_a_binary_is_embedded_under_its_name()
    {
        var task = Collect("netlists/NetCrossbar");

        Assert.Equal([_files.Tables], task.Sources.Select(item => item.ItemSpec));
        var resource = Assert.Single(task.Resources);
        Assert.Equal((_files.TablesResource, "NetCrossbar.tables.bin"), (resource.ItemSpec, resource.GetMetadata("LogicalName")));
    }

    [Fact]
    public void Netlists_keep_their_folders_in_the_output()
    {
        var task = Collect("spice decks");

        Assert.Equal(
            [Path.Combine("spice decks", "top.cir"), Path.Combine("spice decks", "conv1", "0-0.cir")],
            task.OwnFiles.Select(item => item.GetMetadata("TargetPath")));
        Assert.Empty(task.PublishedFiles);
        Assert.Empty(task.ExternalNetlists);
    }

    [Fact]
    public void Netlists_for_an_absolute_folder_are_no_part_of_the_output_folder()
    {
        var task = Collect(_folder["spice"]);

        Assert.Empty(task.OwnFiles);
        Assert.Equal([_folder["spice"], _folder["spice", "conv1"]], task.ExternalNetlists.Select(item => item.GetMetadata("DestinationFolder")));
    }

    [Fact]
    public void A_page_lies_in_the_output_folder_where_there_is_one()
    {
        var external = _folder["spice"];
        Assert.Empty(Collect(external).OwnFiles);
        File.AppendAllText(_files.Outputs, "Demo.NetCrossbar.report.html\n");

        var page = Assert.Single(Collect(external).OwnFiles);
        Assert.Equal((_folder["NetCrossbar", "Demo.NetCrossbar.report.html"], "Demo.NetCrossbar.report.html"), (page.ItemSpec, page.GetMetadata("TargetPath")));
    }

    [Fact]
    public void Netlists_and_page_go_along_with_the_assembly_together_where_the_item_says_so()
    {
        File.AppendAllText(_files.Outputs, "NetCrossbar.report.html\n");

        var task = Collect("spice", publish: true);

        Assert.Empty(task.OwnFiles);
        Assert.Equal(
            ["NetCrossbar.report.html", Path.Combine("spice", "top.cir"), Path.Combine("spice", "conv1", "0-0.cir")],
            task.PublishedFiles.Select(item => item.GetMetadata("TargetPath")));
    }

    [Fact]
    public void A_binary_of_an_earlier_compile_is_not_embedded()
    {
        _folder.Write("NetCrossbar/NetCrossbar.tables.bin", "old");
        File.WriteAllText(_files.Outputs, "NetCrossbar.tables.g.cs\n");

        Assert.Empty(Collect("netlists").Resources);
    }

    [Fact]
    public void An_editor_gets_the_tables_while_they_belong_to_the_request()
    {
        Assert.Equal(_files.Tables, Collect("netlists", designTime: true).Sources.Single().ItemSpec);
    }

    [Fact]
    public void An_editor_gets_the_stub_before_the_first_build_and_after_the_request_changed()
    {
        File.WriteAllText(_files.Request, "another request");
        Assert.Equal(_files.Stub, Collect("netlists", designTime: true).Sources.Single().ItemSpec);

        File.Delete(_files.Tables);
        Assert.Equal(_files.Stub, Collect("netlists", designTime: true).Sources.Single().ItemSpec);
    }

    [Fact]
    public void A_real_build_never_gets_the_stub()
    {
        File.Delete(_files.Tables);
        File.Delete(_files.Outputs);

        Assert.Equal(_files.Tables, Collect("netlists").Sources.Single().ItemSpec);
    }

    private CollectCrossbarOutputs Collect(string netlistDirectory, bool designTime = false, bool publish = false)
    {
        ITaskItem2 compilation = new TaskItem("NetCrossbar");
        compilation.SetMetadataValueLiteral("Request", _files.Request);
        compilation.SetMetadataValueLiteral("NetlistDirectory", netlistDirectory);
        compilation.SetMetadataValueLiteral("PublishNetlists", publish ? "true" : "false");
        var task = new CollectCrossbarOutputs { BuildEngine = new RecordingBuildEngine(), Compilations = [compilation], DesignTime = designTime };
        Assert.True(task.Execute());
        return task;
    }
}
