namespace Crossbar.EndToEnd.Tests;

public sealed class TargetFrameworksTests
{
    [Fact]
    public void A_model_is_compiled_once_for_all_target_frameworks_and_one_of_one_framework_survives_the_builds_of_the_other()
    {
        using var app = new ConsumerProject(frameworks: "net8.0;net10.0", items: """
            <CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" />
            <CrossbarModel Include="tiny.onnx" ClassName="Second" CalibrationData="images.npy" />
            <CrossbarModel Include="tiny.onnx" ClassName="Modern" CalibrationData="images.npy" Netlist="None" Condition="'$(TargetFramework)' == 'net10.0'" />
            """);

        Assert.Equal(3, app.Build().Succeeded().Compiles);
        Assert.Equal(app.FilesIn("bin", "Debug", "net8.0", "netlists"), app.FilesIn("bin", "Debug", "net10.0", "netlists"));
        Assert.NotEmpty(app.FilesIn("bin", "Debug", "net8.0", "netlists"));
        Assert.Equal(0, app.Build("-f", "net8.0").Succeeded().Compiles);
        Assert.Empty(app.Build().Succeeded().ToolRuns);

        app.DotNet("clean", "-f", "net8.0").Succeeded();
        Assert.NotEmpty(app.FilesIn("obj", "crossbar"));
        app.DotNet("clean").Succeeded();
        Assert.Empty(app.FilesIn("obj", "crossbar"));
    }

    [Fact]
    public void A_framework_older_than_the_generated_code_is_one_error()
    {
        using var app = new ConsumerProject(frameworks: "netstandard2.0", program: "");
        app.SetItems("""<CrossbarModel Include="tiny.onnx" />""", "<OutputType>Library</OutputType><LangVersion>latest</LangVersion>");

        var run = app.Build();

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["CBX0044"], run.Errors.Select(error => error.Code));
    }
}
