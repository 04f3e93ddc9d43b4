using System.Collections.Immutable;
using Crossbar.Compiler.Studies;
using Crossbar.Compiler.Studies.Running;
using Crossbar.Compiler.Studies.Sweeps;
using Crossbar.Compiler.Studies.Tables;

namespace Crossbar.Compiler.Tests.Studies.Running;

public sealed class StudyRunnerTests : IDisposable
{
    private const int Items = 7;

    private readonly TemporaryFolder _folder = new();
    private readonly List<int> _computed = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_study_computes_every_item_once_and_its_table_has_their_rows_in_order()
    {
        var outcome = Run("whole");
        Assert.Equal((Items, 0), (outcome.Computed, outcome.Found));
        Assert.Equal(Enumerable.Range(0, Items), _computed);
        Assert.Equal(Enumerable.Range(0, Items).Select(k => $"Exact {k}"), outcome.Table!.Rows.Select(row => $"{row[1]} {row[5]}"));
        Assert.Equal(["accuracy.csv", "accuracy.json"], outcome.Files.Select(Path.GetFileName));
        Assert.Equal(outcome.Table.ToCsv(), string.Concat(File.ReadLines(outcome.Files[0]).Where(line => !line.StartsWith('#')).Select(line => line + "\n")));
    }

    // 1/3 has no short decimal form: it must come back from disk to the last bit.
    [Fact]
    public void What_is_on_disk_is_not_computed_again()
    {
        var first = Run("again");
        _computed.Clear();
        var second = Run("again");
        Assert.Empty(_computed);
        Assert.Equal((0, Items), (second.Computed, second.Found));
        Assert.Equal(first.Table!.ToCsv(), second.Table!.ToCsv());
        Assert.Equal(1 / 3.0, second.Table.Rows[1][6]);
    }

    [Fact]
    public void An_interrupted_study_keeps_what_was_done_and_goes_on()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Run("cut", Plan(failAt: 4)));
        Assert.Equal("item 4", failure.Message);
        Assert.Equal([0, 1, 2, 3, 4], _computed);
        _computed.Clear();
        Assert.Equal((3, 4), (Run("cut") is var outcome ? outcome.Computed : 0, outcome.Found));
        Assert.Equal([4, 5, 6], _computed);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(9, false)]
    public void Shards_in_one_folder_or_in_several_merge_to_the_bytes_of_one_run(int count, bool inOneFolder)
    {
        var whole = Run("whole");
        StudyOutcome last = null!;
        for (var k = 1; k <= count; k++)
            last = Run(inOneFolder ? "part" : $"part{k}", shard: new StudyShard(k, count));
        Assert.Equal(inOneFolder, last.Table is not null);
        var parts = inOneFolder ? [StudyFolder.Open(At("part"))] : Enumerable.Range(1, count).Select(k => StudyFolder.Open(At($"part{k}"))).ToArray();
        var merged = StudyRunner.Merge(parts, At("merged"), StudyCatalog.All);
        foreach (var (expected, actual) in whole.Files.Zip(merged.Files))
            Assert.Equal(File.ReadAllBytes(expected), File.ReadAllBytes(actual));
    }

    [Fact]
    public void Every_item_belongs_to_one_shard()
    {
        var shards = Enumerable.Range(1, 4).SelectMany(k => new StudyShard(k, 4).Of(Items));
        Assert.Equal(Enumerable.Range(0, Items), shards.Order());
    }

    [Theory]
    [InlineData("2/8", 2, 8)]
    [InlineData("1/1", 1, 1)]
    public void Shards_are_read(string text, int number, int count) => Assert.Equal(new StudyShard(number, count), StudyShard.Parse(text));

    [Theory]
    [InlineData("0/8")]
    [InlineData("9/8")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("-1/2")]
    [InlineData("")]
    public void Other_texts_are_no_shards(string text) => Assert.Null(StudyShard.Parse(text));

    [Fact]
    public void A_merge_says_what_is_missing()
    {
        Run("part", shard: new StudyShard(1, 2));
        var failure = Assert.Throws<CompilationException>(() => StudyRunner.Merge([StudyFolder.Open(At("part"))], At("part"), StudyCatalog.All));
        Assert.StartsWith($"{Descriptors.StudyIncomplete.Code}: The study is not complete: 4 of 7 results are there, and the first that is not is 'item 1'", failure.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_another_study_is_left_alone()
    {
        Run("there");
        var before = File.ReadAllText(Path.Combine(At("there"), "accuracy.csv"));
        var failure = Assert.Throws<CompilationException>(() => Run("there", options: new CompilerOptions { Hardware = new() { WireResistance = 2 } }));
        Assert.StartsWith($"{Descriptors.OtherStudy.Code}: The folder holds the results of another study: WireResistance is 1 there, and 2 here.", failure.Summary, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(At("there"), "accuracy.csv")));
    }

    // What is generated of a chip changes none of its figures, and a varied option's base value means nothing.
    [Fact]
    public void Options_that_decide_nothing_make_no_other_study()
    {
        Run("there");
        Assert.Equal(Items, Run("there", options: new CompilerOptions { Class = new() { Name = "Other" }, Output = new() { Tables = TableForm.Resource }, Converters = new() { DacBits = 3 } }).Found);
    }

    [Theory]
    [InlineData("items/00002.json", "<html>")]
    [InlineData("items/00002.json", "{\"Mapping\": 3}")]
    [InlineData("items/00002.json", "null")]
    [InlineData("items/00002.json", "[]")]
    [InlineData("items/00002.json", "{\"Mapping\": \"Dense\"}")]
    [InlineData("items/00002.json", "{\"Mapping\": null, \"Conversion\": \"Exact\", \"Bits\": \"8/8\", \"Images\": 1, \"Accuracy\": null, \"AccuracyLow\": null, \"AccuracyHigh\": null, \"Loss\": null, \"LossLow\": null, \"LossHigh\": null, \"Note\": \"\"}")]
    [InlineData("study.json", "{}")]
    public void A_damaged_result_is_named(string file, string text)
    {
        Run("there");
        File.WriteAllText(Path.Combine(At("there"), file), text);
        var failure = Assert.Throws<CompilationException>(() => Run("there"));
        Assert.StartsWith($"{Descriptors.UnreadableStudy.Code}: ", failure.Summary, StringComparison.Ordinal);
        Assert.StartsWith(At("there"), failure.Diagnostics[0].File, StringComparison.Ordinal);
    }

    // A file that another program cut short, at every length.
    [Fact]
    public void A_truncated_result_is_named()
    {
        Run("there");
        var file = Path.Combine(At("there"), "items", "00003.json");
        var text = File.ReadAllText(file).TrimEnd();
        for (var length = 0; length < text.Length; length++)
        {
            File.WriteAllText(file, text[..length]);
            Reported.Only(Descriptors.UnreadableStudy, () => Run("there"));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Layers\": [\"a\"], \"Shapes\": [\"4\"], \"Inputs\": [4]}")]
    [InlineData("{\"Layers\": [\"a\"], \"Shapes\": [\"4\"], \"Inputs\": [4], \"Zeros\": null}")]
    [InlineData("{\"Layers\": [\"a\"], \"Shapes\": [\"4\"], \"Inputs\": [4], \"Zeros\": []}")]
    [InlineData("{\"Layers\": [\"a\"], \"Shapes\": [\"4\"], \"Inputs\": [4], \"Zeros\": [[]]}")]
    [InlineData("{\"Layers\": [\"a\"], \"Shapes\": [\"4\"], \"Inputs\": [4, 5], \"Zeros\": [[1]]}")]
    [InlineData("{\"Layers\": [\"a\"], \"Shapes\": [\"4\"], \"Inputs\": [0], \"Zeros\": [[1]]}")]
    [InlineData("{\"Layers\": [null], \"Shapes\": [\"4\"], \"Inputs\": [4], \"Zeros\": [[1]]}")]
    [InlineData("{\"Layers\": [\"b\"], \"Shapes\": [\"4\"], \"Inputs\": [4], \"Zeros\": [[1]]}")]
    [InlineData("{\"Layers\": [\"a\", \"b\"], \"Shapes\": [\"4\", \"4\"], \"Inputs\": [4, 4], \"Zeros\": [[1], [2]]}")]
    public void A_result_without_what_its_rows_need_is_named(string text)
    {
        var plan = new StudyPlan<ZeroCounts, SparsityStudyRow>(
            SparsityStudy.Kind, [new("images 1 to 2", _ => new ZeroCounts(["a"], ["4"], [4], [[1, 2]])), new("images 3 to 3", _ => new ZeroCounts(["a"], ["4"], [4], [[3]]))]);
        var folder = StudyFolder.For(At("zeros"), StudyIdentity.Of(plan, new CompilerOptions(), null, null, []));
        Assert.Equal(0.5, StudyRunner.Run(plan, folder, StudyShard.Whole).Table!.Rows[0][4]);
        Damaged(plan, folder, text);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("[{}]")]
    [InlineData("[[]]")]
    public void A_list_of_rows_that_are_none_is_named(string text)
    {
        var plan = new StudyPlan<ImmutableArray<PropagationStudyRow>, PropagationStudyRow>(PropagationStudy.Kind, [new("8/8", _ => [new("8/8", 1, "a", 2, 0.1, null, null, 0.2, 0.3)])]);
        var folder = StudyFolder.For(At("rows"), StudyIdentity.Of(plan, new CompilerOptions(), null, null, []));
        Assert.Equal(0.1, StudyRunner.Run(plan, folder, StudyShard.Whole).Table!.Rows[0][4]);
        Damaged(plan, folder, text);
    }

    [Theory]
    [InlineData("\"Point\":null")]
    [InlineData("\"Point\":{\"Settings\":[]}")]
    [InlineData("\"Point\":{\"Settings\":[{\"Name\":\"DacBits\"}]}")]
    [InlineData("\"Point\":{\"Settings\":[{\"Name\":\"AdcBits\",\"Value\":\"4\"}]}")]
    public void A_point_of_another_grid_is_named(string point)
    {
        var plan = new StudyPlan<SweepRow, SweepRow>(SweepStudy.Kind, [.. new[] { "4", "6" }.Select(bits => new StudyItem<SweepRow>(
            bits, _ => new SweepRow(new SweepPoint([new SweepSetting("DacBits", bits)]), 1, 2, 0.5, 0, 0, null, null, null, null, null, "", "", 1, null, null, null, null, null, null, null)))]);
        var folder = StudyFolder.For(At("grid"), StudyIdentity.Of(plan, new CompilerOptions(), null, null, []));
        Assert.Equal("6", StudyRunner.Run(plan, folder, StudyShard.Whole).Table!.Rows[1][0]);
        var text = File.ReadAllText(Path.Combine(folder.Path, "items", "00002.json"));
        var damaged = text.Replace("\"Point\":{\"Settings\":[{\"Name\":\"DacBits\",\"Value\":\"6\"}]}", point, StringComparison.Ordinal);
        Assert.NotEqual(text, damaged);
        Damaged(plan, folder, damaged);
    }

    [Theory]
    [InlineData("\"seed\": 0", "\"seed\": []")]
    [InlineData("\"item 3\"", "null")]
    [InlineData("\"images\": \"3\"", "\"images\": null")]
    [InlineData("\"tool\"", "\"tools\"")]
    public void A_damaged_identity_is_named(string there, string instead)
    {
        Run("there");
        var file = Path.Combine(At("there"), "study.json");
        var text = File.ReadAllText(file);
        Assert.Contains(there, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(there, instead, StringComparison.Ordinal));
        Reported.Only(Descriptors.UnreadableStudy, () => Run("there"));
    }

    [Fact]
    public void No_two_items_are_alike() =>
        Assert.Throws<ArgumentException>(() => new StudyPlan<int, int>(new StudyKind<int, int>("twins", all => all), [new("one", _ => 1), new("one", _ => 2)]));

    [Fact]
    public void Parts_may_be_merged_into_a_folder_that_has_one_itself()
    {
        Run("first", shard: new StudyShard(1, 2));
        Run("second", shard: new StudyShard(2, 2));
        Assert.NotNull(StudyRunner.Merge([StudyFolder.Open(At("first"))], At("second"), StudyCatalog.All).Table);
    }

    [Fact]
    public void Another_measurement_of_the_chip_is_another_study()
    {
        var options = new CompilerOptions { Measured = new() { Conductances = At("chip") } };
        _folder.Write("chip/index.csv", "1");
        _folder.Write("chip/layer00_tile000.csv", "2");
        Run("measured", options: options);
        Assert.Equal(0, Run("measured", options: options).Computed);
        _folder.Write("chip/layer00_tile000.csv", "3");
        var error = Reported.Only(Descriptors.OtherStudy, () => Run("measured", options: options));
        Assert.Contains("the SHA-256 of MeasuredConductances is ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clearing_forgets_all_results()
    {
        Run("there");
        StudyFolder.Open(At("there")).Clear();
        _computed.Clear();
        Assert.Equal(Items, Run("there").Computed);
    }

    [Fact]
    public void Progress_adds_up_over_what_was_there_and_what_is_computed()
    {
        Run("there", shard: new StudyShard(1, 2));
        var told = new List<double>();
        StudyRunner.Run(Plan(), Folder("there"), StudyShard.Whole, new Listener(told));
        Assert.Equal(told.Order(), told);
        Assert.Equal(4 / 7.0, told[0]);
        Assert.Equal(1, told[^1], 1e-12);
        // Half an item each in between.
        Assert.Equal(1 + (3 * 2), told.Count);
    }

    private static void Damaged(StudyPlan plan, StudyFolder folder, string text)
    {
        File.WriteAllText(Path.Combine(folder.Path, "items", string.Create(CultureInfo.InvariantCulture, $"{plan.Keys.Length:D5}.json")), text);
        var failure = Assert.Throws<CompilationException>(() => StudyRunner.Run(plan, folder, StudyShard.Whole));
        Reported.Only(Descriptors.UnreadableStudy, failure.Diagnostics);
    }

    private StudyOutcome Run(string name, StudyPlan? plan = null, StudyShard? shard = null, CompilerOptions? options = null) =>
        StudyRunner.Run(plan ?? Plan(), Folder(name, plan, options), shard ?? StudyShard.Whole);

    private StudyFolder Folder(string name, StudyPlan? plan = null, CompilerOptions? options = null) =>
        StudyFolder.For(At(name), StudyIdentity.Of(plan ?? Plan(), options ?? new CompilerOptions(), null, null, [KeyValuePair.Create("images", "3")]));

    private string At(string name) => _folder[name];

    private StudyPlan<AccuracyStudyRow, AccuracyStudyRow> Plan(int failAt = -1) =>
        new(AccuracyStudy.Kind, [.. Enumerable.Range(0, Items).Select(k => new StudyItem<AccuracyStudyRow>($"item {k}", progress =>
        {
            _computed.Add(k);
            if (k == failAt)
                throw new InvalidOperationException($"item {k}");
            progress?.Report(0.5);
            return new AccuracyStudyRow("Dense", "Exact", "Amplitude", "as they are", "8/8", k, k / 3.0);
        }))])
        {
            Varies = [nameof(ConverterOptions.DacBits)],
        };

    private sealed class Listener(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }
}
