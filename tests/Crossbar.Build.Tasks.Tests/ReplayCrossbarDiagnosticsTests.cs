using Crossbar.Tests.Support;

namespace Crossbar.Build.Tasks.Tests;

public sealed class ReplayCrossbarDiagnosticsTests : IDisposable
{
    private const string Warning = "warning\tCBX1001\tApp.csproj\t0\t0\tno calibration data\n";
    private const string Error = "error\tCBX0003\tnet.onnx\t12\t5\t{0} is no operator\n";
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingBuildEngine _engine = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_error_comes_at_its_place_with_its_code_and_fails_the_build()
    {
        Assert.False(Replay(Error));

        var error = Assert.Single(_engine.Errors);
        Assert.Equal(("CBX0003", "net.onnx", 12, 5, "{0} is no operator"), (error.Code, error.File, error.LineNumber, error.ColumnNumber, error.Message));
        Assert.Null(error.Subcategory);
    }

    [Theory]
    [InlineData("", "", "", false, 1, 0)]
    [InlineData("CBX1001", "", "", false, 0, 0)]
    [InlineData("CS1591; cbx1001", "", "", true, 0, 0)]
    [InlineData("", "CBX1001", "", false, 0, 1)]
    [InlineData("", "CS1591,CBX1001", "", false, 0, 1)]
    [InlineData("", "", "", true, 0, 1)]
    [InlineData("", "", "CBX1001", true, 1, 0)]
    [InlineData("CBX100", "CBX10011", "", false, 1, 0)]
    public void The_projects_own_rules_decide_what_a_warning_is(string noWarn, string asErrors, string notAsErrors, bool all, int warnings, int errors)
    {
        var passed = Replay(Warning, task =>
            (task.NoWarn, task.WarningsAsErrors, task.WarningsNotAsErrors, task.TreatWarningsAsErrors) = (noWarn, asErrors, notAsErrors, all));

        Assert.Equal((warnings, errors, errors == 0), (_engine.Warnings.Count, _engine.Errors.Count, passed));
    }

    [Fact]
    public void No_rule_silences_an_error()
    {
        Assert.False(Replay(Error, task => task.NoWarn = "CBX0003"));
    }

    [Fact]
    public void In_an_editor_an_error_is_a_warning()
    {
        Assert.True(Replay(Error, task => task.DesignTime = true));
        Assert.Single(_engine.Warnings);
    }

    [Fact]
    public void What_describe_said_is_not_said_again_by_compile()
    {
        var before = _folder.Write("a.describe.diag", Warning);

        Assert.False(Replay(Warning + Error, task => task.AlreadyReplayed = [before]));

        Assert.Empty(_engine.Warnings);
        Assert.Single(_engine.Errors);
    }

    [Fact]
    public void A_file_that_does_not_exist_says_nothing()
    {
        var task = new ReplayCrossbarDiagnostics { BuildEngine = _engine, Files = [_folder["none.diag"]] };

        Assert.True(task.Execute());
    }

    private bool Replay(string content, Action<ReplayCrossbarDiagnostics>? configure = null)
    {
        var task = new ReplayCrossbarDiagnostics { BuildEngine = _engine, Files = [_folder.Write("a.compile.diag", content)] };
        configure?.Invoke(task);
        return task.Execute();
    }
}
