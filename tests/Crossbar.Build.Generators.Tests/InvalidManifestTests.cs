namespace Crossbar.Build.Generators.Tests;

public sealed class InvalidManifestTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("hello", 0)]
    [InlineData("crossbar-manifest\t2\n", 0)]
    [InlineData("crossbar-manifest\t1\nclass\tA\n", 1)]
    [InlineData("crossbar-manifest\t1\nclass\n", 1)]
    [InlineData("crossbar-manifest\t1\nclass\tA\naccessibility\tprotected\n", 2)]
    [InlineData("crossbar-manifest\t1\ninput\tx\n", 1)]
    [InlineData("crossbar-manifest\t1\ninput\tx\t3\t0\n", 1)]
    [InlineData("crossbar-manifest\t1\ninput\tx\t65536\t65536\n", 1)]
    [InlineData("crossbar-manifest\t1\nbytes\tyes\n", 1)]
    [InlineData("crossbar-manifest\t1\nlayer\tconv\n", 1)]
    [InlineData("crossbar-manifest\t1\nweights\tmany\n", 1)]
    public void A_manifest_that_is_none_is_one_diagnostic_at_its_line(string text, int line)
    {
        var run = new GeneratorRun().With([new ManifestText("Bad.manifest", text)]);

        var diagnostic = Assert.Single(run.Reported);
        Assert.Equal(GeneratorDiagnostics.InvalidManifest.Id, diagnostic.Id);
        Assert.Equal("Bad.manifest", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(line, diagnostic.Location.GetLineSpan().StartLinePosition.Line);
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Fact]
    public void Labels_that_do_not_fit_the_output_are_refused()
    {
        var run = new GeneratorRun().With([new ManifestText("Bad.manifest", ManifestText.Small.Replace("label\tcat\n", string.Empty, StringComparison.Ordinal))]);

        Assert.Equal(GeneratorDiagnostics.InvalidManifest.Id, Assert.Single(run.Reported).Id);
    }

    [Fact]
    public void A_bad_manifest_does_not_take_the_good_ones_away()
    {
        var run = new GeneratorRun().With([new ManifestText("Bad.manifest", "no"), new ManifestText("M.manifest", ManifestText.Small)]);

        Assert.Single(run.Reported);
        Assert.Single(run.Result.GeneratedSources);
    }

    [Fact]
    public void Keys_of_later_versions_are_ignored()
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small + "colour\tblue\n")]);

        Assert.Empty(run.Reported);
        Assert.Single(run.Result.GeneratedSources);
    }

    [Fact]
    public void Escaped_characters_come_back()
    {
        var run = new GeneratorRun().With([new ManifestText("M.manifest", ManifestText.Small.Replace("label\tcat", @"label\tc\ta\nt\\", StringComparison.Ordinal).Replace(@"label\tc", "label\tc", StringComparison.Ordinal))]);

        Assert.Contains("\"c\\u0009a\\u000At\\\\\"", run.Result.GeneratedSources.Single().SourceText.ToString(), StringComparison.Ordinal);
    }
}
