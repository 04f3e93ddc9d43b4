using System.Reflection;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks.Tests;

public sealed class PrepareCrossbarModelsTests : PreparedProject
{
    [Theory]
    [InlineData("ResNet20.onnx", "ResNet20Crossbar")]
    [InlineData("nets/resnet-20.v2.onnx", "Resnet20V2Crossbar")]
    [InlineData("my_net.onnx", "MyNetCrossbar")]
    [InlineData("2nd try.onnx", "_2ndTryCrossbar")]
    [InlineData("---.onnx", "_Crossbar")]
    [InlineData("été.onnx", "ÉtéCrossbar")]
    public void A_class_is_named_after_its_file(string model, string expected)
    {
        var compilation = Assert.Single(Prepare(Model(model)).Compilations);

        Assert.Equal(expected, compilation.ItemSpec);
    }

    [Theory]
    [InlineData("Demo.App", "Demo.App")]
    [InlineData("my-app", "my_app")]
    [InlineData("1.x", "_1.x")]
    [InlineData("", "")]
    public void The_namespace_is_the_root_namespace_made_valid(string rootNamespace, string expected)
    {
        var request = RequestOf(Prepare([Model("A.onnx")], task => task.RootNamespace = rootNamespace));

        Assert.Contains(new("Namespace", expected), request.Metadata);
        Assert.Contains(new("Accessibility", "public"), request.Metadata);
    }

    [Fact]
    public void What_the_item_says_wins_over_defaults()
    {
        var request = RequestOf(Prepare(Model("A.onnx", ("ClassName", "Net"), ("Namespace", "Own.Space"), ("accessibility", "internal"))));

        Assert.Equal(
            [new("ClassName", "Net"), new("Namespace", "Own.Space"), new("Accessibility", "internal")],
            request.Metadata);
    }

    [Fact]
    public void The_request_names_the_model_and_the_folders_in_full()
    {
        var request = RequestOf(Prepare(Model("nets/A.onnx")));

        Assert.Equal(Project["nets", "A.onnx"], request.Model);
        Assert.Equal(Project.Path, request.BaseDirectory);
        Assert.Equal(Project["obj", "ACrossbar"], request.OutputDirectory);
        Assert.Equal(typeof(PrepareCrossbarModels).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion, request.ToolVersion);
    }

    [Fact]
    public void Metadata_of_other_tools_stay_out_and_unknown_names_go_to_the_tool()
    {
        var request = RequestOf(Prepare(Model(
            "A.onnx", ("Link", "x"), ("Visible", "false"), ("CopyToOutputDirectory", "Always"), ("Generator", "MSBuild:Compile"), ("AdcBits", "6"), ("AdcBitz", "7"), ("DacBits", ""))));

        Assert.Equal([new("AdcBits", "6"), new("AdcBitz", "7")], request.Metadata.Skip(3));
    }

    [Theory]
    [InlineData("", "netlists/Demo.ACrossbar")]
    [InlineData("spice", "spice")]
    public void Where_netlists_are_copied_is_the_builds_business_not_the_tools(string metadata, string expected)
    {
        var task = Prepare(Model("A.onnx", ("NetlistDirectory", metadata)));

        Assert.Equal(expected, task.Compilations.Single().GetMetadata("NetlistDirectory").Replace('\\', '/'));
        Assert.DoesNotContain(RequestOf(task).Metadata, pair => pair.Key == "NetlistDirectory");
    }

    [Theory]
    [InlineData("", "false", "")]
    [InlineData("true", "true", "")]
    [InlineData("TRUE", "true", "")]
    [InlineData("False", "false", "")]
    // For the tool to reject.
    [InlineData("yes", "false", "yes")]
    public void Whether_netlists_go_along_with_the_assembly_is_the_builds_business_too(string metadata, string expected, string told)
    {
        var task = Prepare(Model("A.onnx", ("PublishNetlists", metadata)));

        Assert.Equal(expected, task.Compilations.Single().GetMetadata("PublishNetlists"));
        Assert.Equal(told, RequestOf(task).Metadata.FirstOrDefault(pair => pair.Key == "PublishNetlists").Value ?? "");
    }

    [Fact]
    public void Classes_of_no_namespace_have_netlists_under_their_own_name()
    {
        var task = Prepare([Model("A.onnx")], task => task.RootNamespace = "");

        Assert.Equal(Path.Combine("netlists", "ACrossbar"), task.Compilations.Single().GetMetadata("NetlistDirectory"));
    }

    [Theory]
    [InlineData("all", "", true, true)]
    [InlineData("contentfiles; Runtime", "", true, true)]
    [InlineData("compile", "", true, true)]
    [InlineData("analyzers;build", "", true, false)]
    [InlineData("", "", true, false)]
    [InlineData("all", "", false, false)]
    [InlineData("all", "Crossbar.Runtime", true, false)]
    [InlineData("all", "Other", true, true)]
    public void A_library_that_keeps_the_package_to_itself_keeps_its_runtime_too(string privateAssets, string other, bool isLibrary, bool warns)
    {
        var reference = new TaskItem("crossbar.build", new Dictionary<string, string> { ["PrivateAssets"] = privateAssets });
        var task = Prepare([Model("A.onnx")], task => (task.PackageReferences, task.IsLibrary) = ([reference, new TaskItem(other.Length > 0 ? other : "Any")], isLibrary));

        Assert.Equal(warns ? [TaskMessages.PrivateAssets.Code] : [], DiagnosticLine.ReadAll(task.PropertyDiagnostics!).Select(line => line.Code));
    }

    [Theory]
    [InlineData("True", "spice", "spice")]
    [InlineData("true", "", "netlists/Demo.ACrossbar")]
    [InlineData("false", "spice", "")]
    [InlineData("", "spice", "")]
    public void A_page_is_told_where_the_netlists_will_be(string report, string netlistDirectory, string expected)
    {
        var request = RequestOf(Prepare(Model("A.onnx", ("NetlistDirectory", netlistDirectory), ("Report", report))));

        Assert.Equal(expected, request.NetlistLinks.Replace('\\', '/'));
    }

    // The request is one for all frameworks.
    [Theory]
    [InlineData("", "decks/net10.0", "decks/net10.0")]
    [InlineData("net8.0;net10.0", "decks", "decks")]
    [InlineData("net8.0;net10.0", "decks/net8.0", "-")]
    [InlineData("net8.0; net10.0;", "bin/NET10.0/decks", "-")]
    public void A_page_of_several_frameworks_has_no_links_to_the_decks_of_one(string frameworks, string netlistDirectory, string expected)
    {
        var task = Prepare([Model("A.onnx", ("NetlistDirectory", netlistDirectory), ("Report", "true"))], Framework("net10.0", frameworks));
        Assert.Equal(expected, RequestOf(task).NetlistLinks);
        Assert.Equal(netlistDirectory, task.Compilations.Single().GetMetadata("NetlistDirectory"));
    }

    [Fact]
    public void A_value_over_several_lines_is_one_token()
    {
        var request = RequestOf(Prepare(Model("A.onnx", ("InputMean", "\n  0.4,\r\n  0.5\n"))));

        Assert.Equal(new("InputMean", "0.4,   0.5"), request.Metadata[^1]);
    }

    [Fact]
    public void A_path_full_of_special_characters_reaches_the_request_as_it_is()
    {
        const string Odd = "a b;c@d%41 $(x) 'é'.onnx";
        var item = new TaskItem();
        ((ITaskItem2)item).EvaluatedIncludeEscaped = MSBuildText.Escape(Odd);

        Assert.Equal(Project[Odd], RequestOf(Prepare(item)).Model);
    }

    [Fact]
    public void An_unchanged_request_is_not_written_again()
    {
        var file = Prepare(Model("A.onnx")).Compilations.Single().GetMetadata("Request");
        var past = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(file, past);

        Prepare(Model("A.onnx"));
        Assert.Equal(past, File.GetLastWriteTimeUtc(file));

        Prepare(Model("A.onnx", ("AdcBits", "6")));
        Assert.NotEqual(past, File.GetLastWriteTimeUtc(file));
    }

    [Fact]
    public void A_model_that_left_theProject_leaves_no_files()
    {
        Prepare(Model("A.onnx"), Model("B.onnx"));

        Prepare(Model("A.onnx"));
        Assert.True(Directory.Exists(Project["obj", "ACrossbar"]));
        Assert.False(Directory.Exists(Project["obj", "BCrossbar"]));

        Prepare();
        Assert.False(Directory.Exists(Project["obj", "ACrossbar"]));
    }

    [Fact]
    public void A_model_of_another_target_framework_is_no_orphan_until_that_framework_is_gone()
    {
        Prepare([Model("A.onnx"), Model("B.onnx")], Framework("net8.0", "net8.0;net10.0"));
        Prepare([Model("A.onnx")], Framework("net10.0", "net8.0;net10.0"));
        Assert.True(Directory.Exists(Project["obj", "BCrossbar"]));

        Prepare([Model("A.onnx")], Framework("net10.0", ""));
        Assert.False(Directory.Exists(Project["obj", "BCrossbar"]));
        Assert.False(File.Exists(Project["obj", "net8.0.classes"]));
    }

    [Fact]
    public void The_sweep_leaves_alone_what_is_not_a_models_folder()
    {
        Project.Write("obj/mine/notes.txt", "keep");

        Prepare(Model("A.onnx"));

        Assert.True(File.Exists(Project["obj", "mine", "notes.txt"]));
    }

    [Fact]
    public void An_editor_deletes_nothing()
    {
        Prepare(Model("A.onnx"));

        Prepare([Model("B.onnx")], task => task.DesignTime = true);

        Assert.True(Directory.Exists(Project["obj", "ACrossbar"]));
    }
}
