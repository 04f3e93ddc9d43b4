using System.Reflection;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Crossbar.Build.Tasks.Tests;

public sealed class PrepareCrossbarModelsTests : IDisposable
{
    private readonly TemporaryFolder _project = new();
    private readonly RecordingBuildEngine _engine = new();

    public void Dispose() => _project.Dispose();

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

        Assert.Equal(_project.At("nets", "A.onnx"), request.Model);
        Assert.Equal(_project.Path, request.BaseDirectory);
        Assert.Equal(_project.At("obj", "ACrossbar"), request.OutputDirectory);
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

        Assert.Equal(_project.At(Odd), RequestOf(Prepare(item)).Model);
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
    public void Two_models_of_one_class_are_an_error_that_names_both()
    {
        Assert.False(Run([Model("a/net.onnx"), Model("b/Net.onnx")], out _));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(TaskMessages.DuplicateClass.Code, error.Code);
        Assert.Contains("'a/net.onnx' and 'b/Net.onnx'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("2x")]
    [InlineData("a.b")]
    public void A_class_name_must_be_an_identifier(string className)
    {
        Assert.False(Run([Model("A.onnx", ("ClassName", className))], out _));

        Assert.Equal(TaskMessages.InvalidClassName.Code, Assert.Single(_engine.Errors).Code);
        Assert.False(Directory.Exists(_project.At("obj")));
    }

    [Theory]
    [InlineData(".NETCoreApp", "v7.0")]
    [InlineData(".NETStandard", "v2.0")]
    [InlineData(".NETFramework", "v4.8")]
    public void An_older_framework_is_an_error(string identifier, string version)
    {
        Assert.False(Run([Model("A.onnx")], out _, task => (task.TargetFrameworkIdentifier, task.TargetFrameworkVersion) = (identifier, version)));

        Assert.Equal(TaskMessages.FrameworkTooOld.Code, Assert.Single(_engine.Errors).Code);
    }

    [Theory]
    [InlineData("roslyn4.7")]
    [InlineData("roslyn4.4")]
    [InlineData("roslyn3.11")]
    public void A_compiler_that_cannot_load_the_generator_is_an_error(string compiler)
    {
        Assert.False(Run([Model("A.onnx")], out _, task => (task.CompilerApiVersion, task.SdkVersion) = (compiler, "7.0.120")));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(TaskMessages.CompilerTooOld.Code, error.Code);
        Assert.Contains($"{compiler["roslyn".Length..]} (.NET SDK 7.0.120)", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_project.At("obj")));
    }

    [Theory]
    [InlineData("roslyn4.8")]
    [InlineData("roslyn4.14")]
    [InlineData("roslyn5.9")]
    [InlineData("roslyn10.0")]
    [InlineData("")]
    [InlineData("another")]
    public void A_compiler_that_can_or_that_nobody_knows_is_none(string compiler) =>
        Assert.NotEmpty(Prepare([Model("A.onnx")], task => task.CompilerApiVersion = compiler).Compilations);

    [Theory]
    [InlineData("8.0")]
    [InlineData("8")]
    [InlineData("7.3")]
    [InlineData("3")]
    [InlineData("ISO-2")]
    [InlineData("iso-1")]
    public void An_older_version_of_the_language_is_an_error_that_names_the_property(string language)
    {
        Assert.False(Run([Model("A.onnx")], out _, task => task.LanguageVersion = language));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(TaskMessages.LanguageTooOld.Code, error.Code);
        Assert.Contains($"LangVersion of this project is '{language}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9.0")]
    [InlineData("9")]
    [InlineData("10")]
    [InlineData("12.0")]
    [InlineData("14.0")]
    [InlineData("latest")]
    [InlineData("LatestMajor")]
    [InlineData("preview")]
    [InlineData("default")]
    [InlineData("")]
    public void A_newer_version_of_the_language_is_none(string language) =>
        Assert.NotEmpty(Prepare([Model("A.onnx")], task => task.LanguageVersion = language).Compilations);

    [Fact]
    public void Keywords_are_names_in_an_editors_stub_too()
    {
        var request = Prepare(Model("A.onnx", ("ClassName", "record"), ("Namespace", "Demo.file.event"))).Compilations.Single().GetMetadata("Request");

        var stub = File.ReadAllText(ModelFiles.Beside(request).Stub);
        Assert.Contains("namespace Demo.@file.@event\n", stub, StringComparison.Ordinal);
        Assert.Contains("partial class @record\n", stub, StringComparison.Ordinal);
        // The tool refuses it: nothing to fall over before that.
        Assert.NotEmpty(Prepare(Model("B.onnx", ("Namespace", "Demo..1"))).Compilations);
    }

    [Fact]
    public void Another_language_is_an_error()
    {
        Assert.False(Run([Model("A.onnx")], out _, task => task.Language = "VB"));

        Assert.Equal(TaskMessages.LanguageNotSupported.Code, Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_error_not_a_crash()
    {
        _project.Write("obj", "a file where the folder should be");

        Assert.False(Run([Model("A.onnx")], out _));
        Assert.Equal(TaskMessages.FileSystem.Code, Assert.Single(_engine.Errors).Code);
    }

    [Fact]
    public void A_model_that_left_the_project_leaves_no_files()
    {
        Prepare(Model("A.onnx"), Model("B.onnx"));

        Prepare(Model("A.onnx"));
        Assert.True(Directory.Exists(_project.At("obj", "ACrossbar")));
        Assert.False(Directory.Exists(_project.At("obj", "BCrossbar")));

        Prepare();
        Assert.False(Directory.Exists(_project.At("obj", "ACrossbar")));
    }

    [Fact]
    public void A_model_of_another_target_framework_is_no_orphan_until_that_framework_is_gone()
    {
        Prepare([Model("A.onnx"), Model("B.onnx")], Framework("net8.0", "net8.0;net10.0"));
        Prepare([Model("A.onnx")], Framework("net10.0", "net8.0;net10.0"));
        Assert.True(Directory.Exists(_project.At("obj", "BCrossbar")));

        Prepare([Model("A.onnx")], Framework("net10.0", ""));
        Assert.False(Directory.Exists(_project.At("obj", "BCrossbar")));
        Assert.False(File.Exists(_project.At("obj", "net8.0.classes")));
    }

    [Fact]
    public void The_sweep_leaves_alone_what_is_not_a_models_folder()
    {
        _project.Write("obj/mine/notes.txt", "keep");

        Prepare(Model("A.onnx"));

        Assert.True(File.Exists(_project.At("obj", "mine", "notes.txt")));
    }

    [Fact]
    public void An_editor_deletes_nothing()
    {
        Prepare(Model("A.onnx"));

        Prepare([Model("B.onnx")], task => task.DesignTime = true);

        Assert.True(Directory.Exists(_project.At("obj", "ACrossbar")));
    }

    private static TaskItem Model(string path, params (string Name, string Value)[] metadata)
    {
        var item = new TaskItem(path);
        foreach (var (name, value) in metadata)
            item.SetMetadata(name, value);
        return item;
    }

    private static Action<PrepareCrossbarModels> Framework(string framework, string all) =>
        task => (task.TargetFramework, task.TargetFrameworks) = (framework, all);

    private static CrossbarRequest RequestOf(PrepareCrossbarModels task) => CrossbarRequest.Read(task.Compilations.Single().GetMetadata("Request"));

    private PrepareCrossbarModels Prepare(params ITaskItem[] models) => Prepare(models, _ => { });

    private PrepareCrossbarModels Prepare(ITaskItem[] models, Action<PrepareCrossbarModels> configure)
    {
        Assert.True(Run(models, out var task, configure), string.Join("\n", _engine.Errors.Select(e => e.Message)));
        return task;
    }

    private bool Run(ITaskItem[] models, out PrepareCrossbarModels task, Action<PrepareCrossbarModels>? configure = null)
    {
        task = new PrepareCrossbarModels
        {
            BuildEngine = _engine,
            Models = models,
            ProjectDirectory = _project.Path,
            IntermediateDirectory = "obj/",
            RootNamespace = "Demo",
            Language = "C#",
            TargetFramework = "net10.0",
            TargetFrameworkIdentifier = ".NETCoreApp",
            TargetFrameworkVersion = "v10.0",
        };
        configure?.Invoke(task);
        return task.Execute();
    }
}
