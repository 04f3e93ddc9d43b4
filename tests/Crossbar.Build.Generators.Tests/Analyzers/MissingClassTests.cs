namespace Crossbar.Build.Generators.Tests.Analyzers;

public sealed class MissingClassTests
{
    [Theory]
    // A typing error, an old name, a model that is gone, a class of a name of its own.
    [InlineData("SmalCrossbar.Classify(image);", $"{AnalyzerFacts.NoSuchClass} SmalCrossbar", "Perhaps 'Demo.Nets.SmallCrossbar' is meant.")]
    [InlineData("Demo.Nets.SmalCrossbar.Classify(image);", $"{AnalyzerFacts.NoSuchClass} Demo.Nets.SmalCrossbar", "Perhaps 'Demo.Nets.SmallCrossbar' is meant.")]
    [InlineData("MobileNetCrossbar net = null;", $"{AnalyzerFacts.NoSuchClass} MobileNetCrossbar", "Its models make 'Demo.Nets.SmallCrossbar', 'LeastCrossbar'.")]
    [InlineData("var net = new MobileNetCrossbar();", $"{AnalyzerFacts.NoSuchClass} MobileNetCrossbar", "Its models make")]
    [InlineData("Digits.Classify(image);", $"{AnalyzerFacts.NoSuchClass} Digits", "Its models make")]
    [InlineData("var length = Digits.InputLength;", $"{AnalyzerFacts.NoSuchClass} Digits", "Its models make")]
    [InlineData("Elsewhere.SomeCrossbar.Classify(image);", $"{AnalyzerFacts.NoSuchClass} Elsewhere.SomeCrossbar", "Its models make")]
    [InlineData("System.Console.WriteLine(nameof(MobileNetCrossbar));", $"{AnalyzerFacts.NoSuchClass} MobileNetCrossbar", "Its models make")]
    public async Task A_class_that_no_model_makes_is_explained(string statement, string expected, string advice)
    {
        var found = Assert.Single(await AnalyzerRun.On(In(statement)));

        Assert.Equal(expected, AnalyzerRun.Show(found));
        Assert.Contains(advice, found.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SmallCrossbar.Classify(image);")]
    [InlineData("Unknown.Predict(image);")]
    [InlineData("image.NoCrossbar.Classify(image);")]
    [InlineData("var myCrossbar = 1; myCrossbar++;")]
    [InlineData("Unknown().SomeCrossbar.Classify(image);")]
    public async Task What_is_there_or_is_not_ours_is_left_to_the_compiler(string statement) => Assert.Empty(await AnalyzerRun.On(In(statement)));

    [Fact]
    public async Task A_class_in_a_namespace_that_is_not_imported_is_left_to_the_compiler() =>
        Assert.Empty(await AnalyzerRun.On("class Program { object net = new SmallCrossbar(); }"));

    [Fact]
    public async Task Without_any_model_the_advice_is_to_add_one()
    {
        var found = Assert.Single(await AnalyzerRun.On("class Program { object net = new SmallCrossbar(); }", withModels: false));

        Assert.Equal(AnalyzerFacts.NoSuchClass, found.Id);
        Assert.Contains("<CrossbarModel Include=", found.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SmalCrossbar.Classify(image);", "SmallCrossbar.Classify(image);")]
    [InlineData("Demo.Nets.SmalCrossbar.Classify(image);", "SmallCrossbar.Classify(image);")]
    [InlineData("SmalCrossbar net = null;", "SmallCrossbar net = null;")]
    [InlineData("var net = new SmalCrossbar();", "var net = new SmallCrossbar();")]
    [InlineData("MobileNetCrossbar net = null;", null)]
    public async Task The_nearest_class_is_put_in_its_place(string statement, string? expected) =>
        Assert.Equal(expected is null ? null : In(expected), await AnalyzerRun.Fix(In(statement)));

    [Fact]
    public void A_build_which_analyzers_do_not_see_when_it_fails_is_told_by_the_generator_and_an_editor_is_not()
    {
        // Digits may be what another generator makes: only an editor sees that.
        var source = In("SmallCrossbar.Classify(image); Digits.Classify(image); GoneCrossbar.Classify(image); SmalCrossbar net = null;");
        ManifestText[] models = [new("S.manifest", ManifestText.Small)];

        var reported = new GeneratorRun().With(models, source).Reported;

        Assert.Equal([AnalyzerFacts.NoSuchClass, AnalyzerFacts.NoSuchClass], reported.Select(diagnostic => diagnostic.Id));
        Assert.Equal((6, 63), (reported[0].Location.GetLineSpan().StartLinePosition.Line, reported[0].Location.GetLineSpan().StartLinePosition.Character));
        Assert.Contains("'SmalCrossbar'", reported[1].GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("Perhaps 'Demo.Nets.SmallCrossbar' is meant.", reported[1].GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(new GeneratorRun { IsDesignTime = true }.With(models, source).Reported);
        // It may be the class of the manifest that cannot be read.
        Assert.Equal([GeneratorDiagnostics.InvalidManifest.Id], new GeneratorRun().With([new ManifestText("S.manifest", "?")], source).Reported.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public async Task A_users_half_without_its_other_is_found_also_in_another_namespace()
    {
        const string Halves = """
            partial class GoneCrossbar { public static int Twice(int x) => 2 * x; }
            namespace Demo.Other { public sealed partial class SmallCrossbar { } }
            """;

        var found = await AnalyzerRun.On(Halves);

        Assert.Equal([$"{GeneratorDiagnostics.HalfClass.Id} GoneCrossbar", $"{GeneratorDiagnostics.HalfClass.Id} SmallCrossbar"], found.Select(AnalyzerRun.Show));
        Assert.Contains("'Demo.Nets.SmallCrossbar'", found[1].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_is_told_of_a_half_that_is_asked_for_what_the_other_had_and_not_of_one_that_has_it_itself()
    {
        const string Halves = """
            partial class GoneCrossbar { public static int Twice(int x) => 2 * x; }
            partial class OwnCrossbar { public static int Classify(float[] image) => 0; }
            namespace Demo.Nets { partial class SmallCrossbar { } }

            class Program
            {
                object a = GoneCrossbar.InputLength + GoneCrossbar.Twice(2) + OwnCrossbar.Classify(null) + Demo.Nets.SmallCrossbar.InputLength;
            }
            """;

        var reported = Assert.Single(new GeneratorRun().With([new ManifestText("S.manifest", ManifestText.Small)], Halves).Reported);

        Assert.Equal(AnalyzerFacts.NoSuchClass, reported.Id);
        Assert.Contains("'GoneCrossbar'", reported.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Halves_that_have_their_other_and_classes_that_are_whole_are_not() => Assert.Empty(await AnalyzerRun.On("""
        namespace Demo.Nets { partial class SmallCrossbar { public static int Twice(int x) => 2 * x; } }
        class WholeCrossbar { }
        static partial class StaticCrossbar { }
        partial class Generic_Crossbar<T> { }
        partial class DerivedCrossbar : WholeCrossbar { }
        partial struct ValueCrossbar { }
        class Outer { partial class InnerCrossbar { } }
        partial class Unrelated { }
        """));

    private static string In(string statement) => $$"""
        using Demo.Nets;

        class Program
        {
            static void Run(float[] image)
            {
                {{statement}}
            }
        }
        """;
}
