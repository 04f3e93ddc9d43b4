namespace Crossbar.EndToEnd.Tests;

/// <summary>What a build stands on, the compiler and its language, and what generated code makes of an old or a strict one.</summary>
public sealed class GroundTests
{
    // Names and labels that are hard on code: keywords, underscores, equal but for case, and characters that XML does not have.
    private const string Items = """
        <CrossbarModel Include="tiny.onnx" ClassName="record" Namespace="App.file" Labels="labels.txt" InputScale="1" Tables="Source" CalibrationData="images.npy" />
        <CrossbarModel Include="tiny.onnx" ClassName="_2ndCrossbar" Namespace="App.event" Labels="labels.txt" InputScale="1" Tables="Resource" CalibrationData="images.npy" />
        """;

    private const string Program = """
        using System;
        using System.Reflection;
        [assembly: CLSCompliant(true)]

        var image = new byte[App.file.@record.InputLength];
        image[1] = 1;
        var answer = App.file.@record.Classify(image);
        Console.WriteLine($"class {answer.Index} {App.file.@record.LabelOf(answer)} {App.@event._2ndCrossbar.Classify(image).Index}");
        Console.WriteLine(App.file.@record.Labels[0].Length + App.file.@record.Labels[2].Length);
        Console.WriteLine(typeof(App.file.@record).GetCustomAttribute<System.CodeDom.Compiler.GeneratedCodeAttribute>().Version);
        """;

    [Fact]
    public void Generated_code_builds_in_CSharp_9_with_all_warnings_as_errors_and_says_the_packages_version()
    {
        using var app = new ConsumerProject(program: Program);
        app.SetItems(Items, """
            <LangVersion>9.0</LangVersion><TreatWarningsAsErrors>true</TreatWarningsAsErrors><GenerateDocumentationFile>true</GenerateDocumentationFile>
            <Nullable>disable</Nullable>
            """);
        app.Write("labels.txt", $"{new string('x', 70_000)}\nCAT\ncat\ufffe\uffff-->*/\u2028\n");

        // In an editor before the first build, with the stub; then with the tables.
        app.DotNet("restore").Succeeded();
        app.DotNet("msbuild", "-t:Compile", "-p:DesignTimeBuild=true").Succeeded();
        Assert.Empty(app.Build().Succeeded().Warnings);

        var output = app.Run().Succeeded().Output;
        Assert.Contains("class 1 CAT 1", output, StringComparison.Ordinal);
        Assert.Contains((70_000 + "cat\ufffe\uffff-->*/".Length).ToString(System.Globalization.CultureInfo.InvariantCulture), output, StringComparison.Ordinal);
        Assert.Contains(Packages.Version, output, StringComparison.Ordinal);
        Assert.Contains($"by Crossbar.Build {Packages.Version}. ", File.ReadAllText(app.At("obj", "crossbar", "Debug", "record", "record.tables.g.cs")), StringComparison.Ordinal);
        Assert.Contains($"--tool-version\n{Packages.Version}\n", File.ReadAllText(app.At("obj", "crossbar", "Debug", "record", "record.request")), StringComparison.Ordinal);
        Assert.Equal(Packages.Version, ProcessRun.Start(app.Folder, "dotnet", "exec", Packages.Tool, "--version").Succeeded().Output.Trim());
    }

    /// <summary>The compiler's own targets say what it is; here the command line does, as an older SDK's would.</summary>
    [Fact]
    public void A_compiler_or_a_language_that_is_too_old_is_one_error_before_anything_runs()
    {
        using var app = new ConsumerProject();
        app.DotNet("restore").Succeeded();

        var compiler = app.Build("-p:CompilerApiVersion=roslyn4.7");
        var language = app.Build("-p:LangVersion=8.0");

        Assert.Equal(["CBX0100"], compiler.Errors.Select(error => error.Code));
        Assert.Contains("SDK 8.0.100", compiler.Output, StringComparison.Ordinal);
        Assert.Equal(["CBX0101"], language.Errors.Select(error => error.Code));
        Assert.All(compiler.Errors.Concat(language.Errors), error => Assert.Equal(app.ProjectFile, error.File));
        Assert.Empty(compiler.ToolRuns.Concat(language.ToolRuns));
        app.Build("-p:CompilerApiVersion=roslyn4.8", "-p:LangVersion=9.0").Succeeded();
    }
}
