namespace Crossbar.EndToEnd.Tests;

public sealed class WarningRulesTests
{
    // A model without calibration data: the compiler warns, once a compile.
    private const string Items = """<CrossbarModel Include="tiny.onnx" />""";
    private const string Code = "CBX1001";

    [Fact]
    public void A_warning_comes_in_every_build_at_the_project_and_obeys_the_projects_rules_without_compiling_again()
    {
        using var app = new ConsumerProject(Items);

        var first = app.Build().Succeeded();
        Assert.Equal(1, first.Compiles);
        foreach (var run in (BuildRun[])[first, app.Build().Succeeded()])
        {
            var warning = Assert.Single(run.Warnings);
            Assert.Equal((Code, app.ProjectFile), (warning.Code, warning.File));
        }

        app.SetItems(Items, $"<NoWarn>{Code}</NoWarn>");
        var silent = app.Build().Succeeded();
        Assert.Empty(silent.Warnings);
        Assert.Equal(0, silent.Compiles);

        app.SetItems(Items, $"<WarningsAsErrors>{Code}</WarningsAsErrors>");
        Assert.Equal([Code], app.Build().Errors.Select(error => error.Code));

        app.SetItems(Items, "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        var promoted = app.Build();
        Assert.Equal(1, promoted.ExitCode);
        Assert.Equal([Code], promoted.Errors.Select(error => error.Code));
        Assert.Equal(0, promoted.Compiles);

        // MSBuild's own rules, which know nothing of the compiler's.
        app.SetItems(Items, $"<MSBuildWarningsAsMessages>{Code}</MSBuildWarningsAsMessages>");
        Assert.Empty(app.Build().Succeeded().Warnings);
        app.SetItems(Items, $"<MSBuildWarningsAsErrors>{Code}</MSBuildWarningsAsErrors>");
        Assert.Equal([Code], app.Build().Errors.Select(error => error.Code));
        app.SetItems(Items, "<MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>");
        Assert.Equal([Code], app.Build().Errors.Select(error => error.Code));

        app.SetItems(Items, $"<TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>{Code}</WarningsNotAsErrors>");
        Assert.Equal([Code], app.Build().Succeeded().Warnings.Select(warning => warning.Code));
    }

    [Fact]
    public void A_property_that_is_nearly_one_of_ours_is_a_warning_in_every_build_that_obeys_the_projects_rules()
    {
        const string Calibrated = """<CrossbarModel Include="tiny.onnx" CalibrationData="images.npy" />""";
        const string Misspelt = "<CrossbarAdcBit>6</CrossbarAdcBit>";
        using var app = new ConsumerProject();
        app.SetItems(Calibrated, Misspelt);

        foreach (var run in (BuildRun[])[app.Build().Succeeded(), app.Build().Succeeded()])
        {
            var warning = Assert.Single(run.Warnings);
            Assert.Equal(("CBX1040", app.ProjectFile), (warning.Code, warning.File));
        }

        app.SetItems(Calibrated, Misspelt + "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        Assert.Equal(["CBX1040"], app.Build().Errors.Select(error => error.Code));
        app.SetItems(Calibrated, Misspelt + "<NoWarn>CBX1040</NoWarn>");
        Assert.Empty(app.Build().Succeeded().Warnings);
    }
}
