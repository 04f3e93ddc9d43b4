using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

/// <summary>Every code that a build can give, given by a real build; and those that none can, by the command.</summary>
public sealed class DiagnosticCodeTests
{
    // The rest of what the tests below and their neighbours provoke; each is asserted where it is.
    private static readonly string[] OfTheTasks = ["CBX0040", "CBX0041", "CBX0042", "CBX0043", "CBX0044", "CBX0045", "CBX0046", "CBX0047", "CBX0048", "CBX0049", "CBX0099", "CBX0100", "CBX0101", "CBX1040", "CBX1041"];
    private static readonly string[] OfTheCompiler = ["CBX2001", "CBX2002", "CBX2003", "CBX2004", "CBX2005"];

    [Fact]
    public void Every_code_is_provoked()
    {
        var codes = Directory.GetFiles(Repository.At("docs", "diagnostics"), "CBX*.md").Select(page => Path.GetFileNameWithoutExtension(page)!);

        string[] provoked =
        [
            .. Fault.WhenDescribed.Concat(Fault.WhenCompiled).Select(fault => fault.Code), .. OfTheTasks, .. OfTheCompiler, .. CommandLineCodeTests.Codes,
        ];

        // A new code needs an item in Fault, or a call in CommandLineCodeTests where no build can give it.
        Assert.Equal(codes.Order(StringComparer.Ordinal), provoked.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_wrong_with_models_and_items_is_all_said_in_one_build_and_in_the_next()
    {
        using var app = Fault.Consumer(Fault.WhenDescribed);

        AssertAll(Fault.WhenDescribed, app.Build());
        var second = app.Build();

        AssertAll(Fault.WhenDescribed, second);
        Assert.Contains("Did you mean 'tiny.onnx'?", second.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'WireResistance'?", second.Output, StringComparison.Ordinal);
        Assert.Equal(0, second.Compiles);
    }

    [Fact]
    public void What_turns_out_in_compiling_is_all_said_too()
    {
        using var app = Fault.Consumer(Fault.WhenCompiled, "<CrossbarAdcBit>6</CrossbarAdcBit>");
        File.Copy(Repository.At("samples", "Mnist", "Mnist.onnx"), app.At("Mnist.onnx"));

        var run = app.Build();

        AssertAll(Fault.WhenCompiled.Append(new Fault("CBX1040", "", "App.csproj")), run);
        Assert.Equal(1, run.ExitCode);
        string[] written = [".outputs", ".cir", ".tmp"];
        Assert.DoesNotContain(app.FilesIn("obj", "crossbar", "Debug", "Infeasible"), file => written.Any(file.EndsWith));
    }

    [Fact]
    public void Names_that_cannot_be_are_all_said_before_anything_runs()
    {
        using var app = new ConsumerProject("""
            <CrossbarModel Include="tiny.onnx" ClassName="Twice" /><CrossbarModel Include="tiny.onnx" ClassName="Twice" />
            <CrossbarModel Include="tiny.onnx" ClassName="1st" />
            """);

        var run = app.Build();

        Assert.Equal(["CBX0040", "CBX0046"], run.Errors.Select(error => error.Code).Order(StringComparer.Ordinal));
        Assert.All(run.Errors, error => Assert.Equal(app.ProjectFile, error.File));
        Assert.Empty(run.ToolRuns);
    }

    [Fact]
    public void What_the_tasks_cannot_do_has_a_code_each()
    {
        using var app = new ConsumerProject();
        app.DotNet("restore").Succeeded();
        var crippled = Directory.CreateDirectory(app.At("..", "crippled")).FullName;
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Packages.Tool)!).Where(file => Path.GetFileName(file) != "Google.Protobuf.dll"))
            File.Copy(file, Path.Combine(crippled, Path.GetFileName(file)));

        Assert.Equal(["CBX0041"], Codes("-p:CrossbarToolPath=" + app.At("nowhere.dll")));
        Assert.Equal(["CBX0042"], Codes("-p:CrossbarDotNetHost=" + app.At("nowhere", "host")));
        // An assembly without a program, and a tool that lacks a part of itself.
        Assert.Equal(["CBX0043"], Codes("-p:CrossbarToolPath=" + Path.Combine(Path.GetDirectoryName(Packages.Tool)!, "Crossbar.Compiler.dll")));
        var internalError = Assert.Single(app.Build("-p:CrossbarToolPath=" + Path.Combine(crippled, "crossbar.dll")).Errors);
        Assert.Equal("CBX0099", internalError.Code);
        // A log whose name nobody can guess, so that no link waits in its place.
        Assert.Matches(@"crossbar-[0-9a-f]{32}\.log'", internalError.Text);
        app.Build().Succeeded();

        Directory.Delete(app.At("obj", "crossbar"), recursive: true);
        app.Write("obj/crossbar", "not a folder");
        Assert.Equal(["CBX0047"], Codes());

        IEnumerable<string> Codes(params string[] arguments) => app.Build(arguments).Errors.Select(error => error.Code);
    }

    [Fact]
    public void A_project_that_is_not_in_CSharp_is_told_so()
    {
        using var app = new ConsumerProject();
        File.Delete(app.ProjectFile);
        app.Write("App.vbproj", ConsumerProject.ProjectText("net10.0", "", ConsumerProject.Reference + """<CrossbarModel Include="tiny.onnx" />"""));

        Assert.Equal(["CBX0045"], app.Build().Errors.Select(error => error.Code));
    }

    private static void AssertAll(IEnumerable<Fault> faults, BuildRun run)
    {
        var messages = run.Errors.Concat(run.Warnings).ToArray();
        Assert.All(faults, fault =>
        {
            var isError = fault.Code[3] == '0';
            Assert.True(
                (isError ? run.Errors : run.Warnings).Any(message => message.Code == fault.Code && message.File.EndsWith(fault.Place, StringComparison.Ordinal)),
                $"No {(isError ? "error" : "warning")} {fault.Code} at {fault.Place} but {string.Join("; ", messages.Where(message => message.Code == fault.Code))}");
        });
        Assert.Equal(faults.Select(fault => fault.Code).Distinct().Order(StringComparer.Ordinal), messages.Select(message => message.Code).Distinct().Order(StringComparer.Ordinal));
    }
}
