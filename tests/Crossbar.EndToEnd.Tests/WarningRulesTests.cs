using Crossbar.Tests.Support;

namespace Crossbar.EndToEnd.Tests;

public sealed class WarningRulesTests
{
    // A model without calibration data, of which the compiler warns, and a property that is nearly one of ours, of which the tasks do.
    private const string Items = """<CrossbarModel Include="tiny.onnx" />""";
    private const string Misspelt = "<CrossbarAdcBit>6</CrossbarAdcBit>";
    private const string Codes = "CBX1001;CBX1040";
    private static readonly string[] Both = Codes.Split(';');

    [Fact]
    public void Warnings_come_in_every_build_at_the_project_and_obey_its_rules_without_compiling_again() => AssertRules(all: false);

    [Fact]
    [Trait(Campaign.Name, Campaign.Long)]
    public void They_obey_every_rule_that_the_compiler_and_MSBuild_have() => AssertRules(all: true);

    private static void AssertRules(bool all)
    {
        using var app = new ConsumerProject();
        app.SetItems(Items, Misspelt);

        var first = app.Build().Succeeded();
        Assert.Equal(1, first.Compiles);
        foreach (var run in (BuildRun[])[first, app.Build().Succeeded()])
        {
            Assert.Equal(Both, run.Warnings.Select(warning => warning.Code).Order(StringComparer.Ordinal));
            Assert.All(run.Warnings, warning => Assert.Equal(app.ProjectFile, warning.File));
        }

        AreSilent($"<NoWarn>{Codes}</NoWarn>");
        AreErrors("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        if (!all)
            return;
        AreErrors($"<WarningsAsErrors>{Codes}</WarningsAsErrors>");
        AreWarnings($"<TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsNotAsErrors>{Codes}</WarningsNotAsErrors>");
        // MSBuild's own rules, which know nothing of the compiler's.
        AreSilent($"<MSBuildWarningsAsMessages>{Codes}</MSBuildWarningsAsMessages>");
        AreErrors($"<MSBuildWarningsAsErrors>{Codes}</MSBuildWarningsAsErrors>");
        AreErrors("<MSBuildTreatWarningsAsErrors>true</MSBuildTreatWarningsAsErrors>");

        void AreSilent(string properties)
        {
            var run = Build(properties).Succeeded();
            Assert.Empty(run.Warnings);
        }

        void AreWarnings(string properties) =>
            Assert.Equal(Both, Build(properties).Succeeded().Warnings.Select(warning => warning.Code).Order(StringComparer.Ordinal));

        // The tasks' warning fails the build before the compiler's is replayed: at least that one must be an error, and none a warning.
        void AreErrors(string properties)
        {
            var run = Build(properties);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains("CBX1040", run.Errors.Select(error => error.Code));
            Assert.Empty(run.Warnings.Select(warning => warning.Code).Intersect(Both));

            var compiler = Build(properties, misspelt: "");
            Assert.Equal((1, "CBX1001"), (compiler.ExitCode, Assert.Single(compiler.Errors).Code));
        }

        BuildRun Build(string properties, string misspelt = Misspelt)
        {
            app.SetItems(Items, misspelt + properties);
            var run = app.Build();
            Assert.Equal(0, run.Compiles);
            return run;
        }
    }
}
