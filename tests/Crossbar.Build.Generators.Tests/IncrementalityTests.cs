using Microsoft.CodeAnalysis;

namespace Crossbar.Build.Generators.Tests;

public sealed class IncrementalityTests
{
    private static readonly ManifestText Manifest = new("M.manifest", ManifestText.Small);

    [Fact]
    public void Typing_in_another_file_leaves_every_step_cached()
    {
        var run = new GeneratorRun().With([Manifest], GeneratorRun.SmallTables).With([Manifest], GeneratorRun.SmallTables, "class Typed;");

        Assert.All(ReasonsOf(run, CrossbarGenerator.ReadStep), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
        Assert.All(OutputReasonsOf(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void Uses_of_classes_that_stay_where_they_are_are_not_explained_again()
    {
        const string Use = "class Program { object net = new GoneCrossbar(); }";

        var run = new GeneratorRun().With([Manifest], Use).With([Manifest], Use, "class Typed;");

        Assert.Single(run.Reported);
        Assert.All(ReasonsOf(run, CrossbarGenerator.UseStep), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
        Assert.All(OutputReasonsOf(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_manifest_written_again_with_the_same_content_makes_no_new_source()
    {
        var run = new GeneratorRun().With([Manifest]).With([new ManifestText("M.manifest", ManifestText.Small)]);

        Assert.Equal([IncrementalStepRunReason.Unchanged], ReasonsOf(run, CrossbarGenerator.ReadStep));
        Assert.All(OutputReasonsOf(run), reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void A_changed_manifest_is_read_again_and_its_neighbour_is_not()
    {
        var least = new ManifestText("L.manifest", ManifestText.Least);
        var changed = new ManifestText("M.manifest", ManifestText.Small.Replace("cat", "lion", StringComparison.Ordinal));

        var run = new GeneratorRun().With([Manifest, least]).With([changed, least]);

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], ReasonsOf(run, CrossbarGenerator.ReadStep));
        Assert.Contains(run.Result.GeneratedSources, source => source.SourceText.ToString().Contains("\"lion\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_additional_files_are_not_looked_at()
    {
        var run = new GeneratorRun().With([new ManifestText("notes.txt", "crossbar-manifest\t9")]);

        Assert.Empty(run.Result.GeneratedSources);
        Assert.Empty(run.Reported);
    }

    private static IEnumerable<IncrementalStepRunReason> ReasonsOf(GeneratorRun run, string step) =>
        run.Result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> OutputReasonsOf(GeneratorRun run) =>
        run.Result.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(s => s.Outputs).Select(output => output.Reason);
}
